import { create } from 'zustand'
import type { ConfigureResult } from '../../../shared/domain/configure.ts'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { useGuests } from '../../stores/guests-store.ts'
import { beginDraft, type Draft, rebased } from './draft/draft.ts'

/** A change that was applied. */
export interface Applied {
  readonly before: GuestConfig
  readonly after: GuestConfig
}

/** What a person is doing on the hardware page of one guest. */
export interface Sheet {
  readonly draft: Draft
  /** The key of the item that is shown (items.ts). */
  readonly chosen: string
  readonly busy: boolean
  readonly failure: { readonly error: ErrorData; readonly attempt: Attempt } | null
  /** What the last one came to, until something else is done. */
  readonly result: ConfigureResult | null
  /** For undo, the last one last. */
  readonly applied: readonly Applied[]
}

/** What was sent to configure, to be sent again by force. */
export interface Attempt {
  readonly config: GuestConfig
  readonly base: GuestConfig
  readonly undoes: boolean
}

/** Kept while the window lives: nobody loses what they typed by looking at the screen between. */
export interface HardwareState {
  readonly byId: Readonly<Record<string, Sheet>>
}

export const useHardware = create<HardwareState>()(() => ({ byId: {} }))

export const freshSheet = (config: GuestConfig): Sheet => ({
  draft: beginDraft(config),
  chosen: 'system',
  busy: false,
  failure: null,
  result: null,
  applied: [],
})

/** Changes a guest's sheet; nothing where the guest is no more, or cannot be used. */
export function updateSheet(id: string, change: (sheet: Sheet) => Sheet): void {
  const config = useGuests.getState().byId[id]?.config
  if (config === null || config === undefined) return
  useHardware.setState(({ byId }) => ({
    byId: { ...byId, [id]: change(byId[id] ?? freshSheet(config)) },
  }))
}

export const updateDraft = (id: string, change: (draft: Draft) => Draft): void =>
  updateSheet(id, (sheet) => ({
    ...sheet,
    draft: change(sheet.draft),
    result: null,
    failure: null,
  }))

export const choose = (id: string, chosen: string): void =>
  updateSheet(id, (sheet) => ({ ...sheet, chosen }))

// What main says reaches every draft, also of a guest whose page is not shown.
useGuests.subscribe((now, before) => {
  const { byId } = useHardware.getState()
  const kept: Record<string, Sheet> = {}
  let changed = false
  for (const [id, sheet] of Object.entries(byId)) {
    const config = now.byId[id]?.config
    if (config === null || config === undefined) {
      changed = true
      continue
    }
    const same = config === before.byId[id]?.config
    const draft = same ? sheet.draft : rebased(sheet.draft, config)
    kept[id] = draft === sheet.draft ? sheet : { ...sheet, draft }
    changed ||= kept[id] !== sheet
  }
  if (changed) useHardware.setState({ byId: kept })
})
