import type { TopicName, TopicSnapshot } from '../../../shared/ipc/contract.ts'

/** What a topic is made of whose changes are told whole. */
export interface Source<T extends TopicName> {
  view(): TopicSnapshot<T>
  onChange(listener: (view: TopicSnapshot<T>) => void): () => void
}

export interface SettableSource<T extends TopicName> extends Source<T> {
  set(view: TopicSnapshot<T>): void
}

export function createSource<T extends TopicName>(initial: TopicSnapshot<T>): SettableSource<T> {
  const listeners = new Set<(view: TopicSnapshot<T>) => void>()
  let now = initial
  return {
    view: () => now,
    set(view) {
      now = view
      for (const listener of listeners) listener(view)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
