import type { StateFile } from '../platform/state-file.ts'

/** What the app has done once, and remembers between two starts. */
export const markNames = [
  /** The person knows that nothing shows an icon in the tray. */
  'no-tray-told',
  /** The entry of the desktop's autostart was written, or found. */
  'autostart',
] as const
export type MarkName = (typeof markNames)[number]

export interface Marks {
  has(name: MarkName): boolean
  set(name: MarkName, on: boolean): void
}

/** Marks of a file that this version does not know are dropped. */
export function parseMarks(content: unknown): readonly MarkName[] | null {
  return Array.isArray(content) ? markNames.filter((name) => content.includes(name)) : null
}

/** The file is read when the first mark is asked for. */
export function createMarks(file: StateFile<readonly MarkName[]>): Marks {
  let read: Set<MarkName> | null = null
  const marks = (): Set<MarkName> => (read ??= new Set(file.read() ?? []))
  return {
    has: (name) => marks().has(name),
    set(name, on) {
      if (marks().has(name) === on) return
      if (on) marks().add(name)
      else marks().delete(name)
      file.write([...marks()])
    },
  }
}
