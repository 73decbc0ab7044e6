import type { ConfigureResult } from '../../../shared/domain/configure.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { useGuests } from '../../stores/guests-store.ts'
import { differences, fieldOf, same } from '../../../shared/domain/differences.ts'
import { carryOver, takeFrom } from './draft/carry-over.ts'
import { beginDraft, rebased } from './draft/draft.ts'
import { checkDraft } from './draft/problems.ts'
import {
  type Applied,
  type Attempt,
  type Sheet,
  updateSheet,
  useHardware,
} from './hardware-store.ts'
import { pendingOf } from './draft/pending.ts'

const attemptOf = (
  base: GuestConfig,
  config: GuestConfig,
  fields: readonly string[] = differences(base, config).map(fieldOf),
): Attempt => ({ base, config, undoes: false, about: fields })

/** What main says that the guest is to be. */
const configOf = (id: string): GuestConfig | null => useGuests.getState().byId[id]?.config ?? null

/** Of what came of it, what is about this change: what waits from earlier has a list of its own. */
const about = ({ about: fields }: Attempt, result: ConfigureResult): ConfigureResult => ({
  applied: result.applied.filter((field) => fields.includes(field)),
  pending: result.pending.filter((field) => fields.includes(field)),
})

/** Sends it, and tells on the page what came of it. Resolves with whether it was taken. */
async function send(id: string, attempt: Attempt, forced = false): Promise<boolean> {
  if (useHardware.getState().byId[id]?.busy === true) return false
  const { config, base, undoes } = attempt
  updateSheet(id, (sheet) => ({ ...sheet, busy: true, failure: null, result: null }))
  try {
    const input = { id, config, base, ...(forced ? { force: true } : {}) }
    const result = about(attempt, await call('guests.configure', input))
    updateSheet(id, (sheet) => ({
      ...sheet,
      ...{ busy: false, result, draft: rebased(sheet.draft, config) },
      applied: undoes
        ? sheet.applied.slice(0, -1)
        : withApplied(sheet.applied, { before: base, after: config }),
    }))
    return true
  } catch (caught) {
    const error = errorDataOf(caught)
    updateSheet(id, (sheet) => {
      // Where the new description has come, what it means for the draft is known as well.
      const draft = rebased(sheet.draft, configOf(id) ?? sheet.draft.base)
      const asked = error.code === 'GUEST_CHANGED' && draft.conflict !== null
      return { ...sheet, draft, busy: false, failure: asked ? null : { error, attempt } }
    })
    return false
  }
}

/** So many can be taken back; a change that changes nothing is none. */
const APPLIED_MAX = 50
const withApplied = (applied: Sheet['applied'], { before, after }: Applied): Sheet['applied'] =>
  same(before, after) ? applied : [...applied, { before, after }].slice(-APPLIED_MAX)

/** Applies the draft, if it is sound. */
export async function applyDraft(id: string): Promise<void> {
  const draft = useHardware.getState().byId[id]?.draft
  if (draft === undefined || draft.json !== null || draft.conflict !== null) return
  const { config } = checkDraft(draft)
  if (config !== null) await send(id, attemptOf(draft.base, config))
}

/**
 * Changes the guest at once, past the draft: for what a person does like pressing a button of it.
 * `fields`: what it is about, where that is more than what changes.
 */
export async function applyNow(
  id: string,
  change: (config: GuestConfig) => GuestConfig,
  fields?: readonly string[],
): Promise<boolean> {
  const base = configOf(id)
  return base !== null && send(id, attemptOf(base, change(base), fields))
}

/** Takes the last change that was applied back, and nothing that has been changed since. */
export async function undoLast(id: string): Promise<void> {
  const last = useHardware.getState().byId[id]?.applied.at(-1)
  const base = configOf(id)
  if (last === undefined || base === null) return
  const config = carryOver(differences(last.after, last.before), last.before, base)
  await send(id, { ...attemptOf(base, config), undoes: true })
}

/** What waits for the next start becomes again what the guest has: those fields, or all. */
export async function undoPending(id: string, fields?: readonly string[]): Promise<void> {
  const guest = useGuests.getState().byId[id]
  const { config, runtime } = guest ?? {}
  if (guest === undefined || config === null || config === undefined || !runtime) return
  const names = fields ?? pendingOf(guest).map(fieldOf)
  const next = takeFrom(config, runtime.config, names)
  await send(id, attemptOf(config, next))
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
