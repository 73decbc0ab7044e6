import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { useGuests } from '../../stores/guests-store.ts'
import { differences, fieldOf } from '../../../shared/domain/differences.ts'
import { carryOver, overlap, takeFrom } from './draft/carry-over.ts'
import { beginDraft, changesOf, rebased } from './draft/draft.ts'
import { checkDraft } from './draft/problems.ts'
import { type Attempt, type Sheet, updateSheet, useHardware } from './hardware-store.ts'
import { pendingOf } from './draft/pending.ts'

/** What main says that the guest is to be. */
const configOf = (id: string): GuestConfig | null => useGuests.getState().byId[id]?.config ?? null

/** Sends it, and tells on the page what came of it. Resolves with whether it was taken. */
async function send(id: string, attempt: Attempt, force = false): Promise<boolean> {
  if (useHardware.getState().byId[id]?.busy === true) return false
  const { config, base, undoes } = attempt
  updateSheet(id, (sheet) => ({ ...sheet, busy: true, failure: null, result: null }))
  try {
    const input = { id, config, base, ...(force ? { force } : {}) }
    const result = await call('guests.configure', input)
    updateSheet(id, (sheet) => ({
      ...sheet,
      ...{ busy: false, result, draft: rebased(sheet.draft, config) },
      applied: undoes
        ? sheet.applied.slice(0, -1)
        : [...sheet.applied, { before: base, after: config }],
    }))
    return true
  } catch (caught) {
    const error = errorDataOf(caught)
    updateSheet(id, (sheet) =>
      error.code === 'GUEST_CHANGED'
        ? { ...withConflict(id, sheet), busy: false }
        : { ...sheet, busy: false, failure: { error, attempt } },
    )
    return false
  }
}

/** Main has refused what was made from an older description; the new one is here or on its way. */
function withConflict(id: string, sheet: Sheet): Sheet {
  const theirs = configOf(id)
  if (theirs === null || sheet.draft.conflict !== null) return sheet
  const fields = overlap(changesOf(sheet.draft), differences(sheet.draft.base, theirs))
  return { ...sheet, draft: { ...sheet.draft, conflict: { theirs, fields } } }
}

/** Applies the draft, if it is sound. */
export async function applyDraft(id: string): Promise<void> {
  const draft = useHardware.getState().byId[id]?.draft
  if (draft === undefined || draft.json !== null || draft.conflict !== null) return
  const { config } = checkDraft(draft)
  if (config !== null) await send(id, { config, base: draft.base, undoes: false })
}

/** Changes the guest at once, past the draft: for what a person does like pressing a button of it. */
export async function applyNow(
  id: string,
  change: (config: GuestConfig) => GuestConfig,
): Promise<boolean> {
  const base = configOf(id)
  return base !== null && send(id, { config: change(base), base, undoes: false })
}

/** Takes the last change that was applied back, and nothing that has been changed since. */
export async function undoLast(id: string): Promise<void> {
  const last = useHardware.getState().byId[id]?.applied.at(-1)
  const base = configOf(id)
  if (last === undefined || base === null) return
  const config = carryOver(differences(last.after, last.before), last.before, base)
  await send(id, { config, base, undoes: true })
}

/** What waits for the next start becomes again what the guest has: those fields, or all. */
export async function undoPending(id: string, fields?: readonly string[]): Promise<void> {
  const guest = useGuests.getState().byId[id]
  const { config, runtime } = guest ?? {}
  if (guest === undefined || config === null || config === undefined || !runtime) return
  const names = fields ?? pendingOf(guest).map(fieldOf)
  const next = takeFrom(config, runtime.config, names)
  await send(id, { config: next, base: config, undoes: false })
}

/** Sends what failed once more; a disc is taken out of a drive that the guest has locked. */
export async function force(id: string): Promise<void> {
  const attempt = useHardware.getState().byId[id]?.failure?.attempt
  if (attempt !== undefined) await send(id, attempt, true)
}

export function revert(id: string): void {
  updateSheet(id, (sheet) => {
    const { conflict, base } = sheet.draft
    const draft = beginDraft(conflict?.theirs ?? configOf(id) ?? base)
    return { ...sheet, draft, failure: null, result: null }
  })
}
