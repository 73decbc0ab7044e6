import { create } from 'zustand'
import type { JournalChange, JournalEntry } from '../../shared/domain/journal.ts'
import { follow } from '../ipc/follow.ts'

/** A mirror of the topic `journal`. */
export interface JournalState {
  /** Oldest first. */
  readonly entries: readonly JournalEntry[]
}

export const noEntries: JournalState = { entries: [] }

export const useJournal = create<JournalState>()(() => noEntries)

export function withJournalChange({ entries }: JournalState, change: JournalChange): JournalState {
  if (change.type === 'removed') {
    const removed = new Set(change.ids)
    return { entries: entries.filter(({ id }) => !removed.has(id)) }
  }
  const changed = new Map(change.entries.map((entry) => [entry.id, entry]))
  const kept = entries.map((entry) => {
    const newer = changed.get(entry.id)
    changed.delete(entry.id)
    return newer ?? entry
  })
  return { entries: [...kept, ...changed.values()] }
}

/** Starts the mirror; returns its end. */
export function followJournal(): () => void {
  return follow('journal', {
    onSnapshot: (entries) => useJournal.setState({ entries }),
    onChange: (change) => useJournal.setState((state) => withJournalChange(state, change)),
    // Without the journal the window still works; the guests' mirror reports a dead connection.
    onError: () => useJournal.setState(noEntries),
  })
}

export const selectEntries = (state: JournalState): readonly JournalEntry[] => state.entries

/** Failures that nobody has seen yet. */
export const selectUnread = ({ entries }: JournalState): number =>
  entries.reduce((count, { read }) => (read ? count : count + 1), 0)
