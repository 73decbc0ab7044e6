import { type Line, positionOf } from './lines.ts'

const clamp = (value: number, length: number): number => Math.max(0, Math.min(value, length - 1))

const steps: Readonly<Record<string, (page: number) => number>> = {
  ArrowDown: () => 1,
  ArrowUp: () => -1,
  PageDown: (page) => page,
  PageUp: (page) => -page,
}

/**
 * Where a key leads from a spot; undefined where it leads nowhere. `page` is in lines. Left and
 * Right go on into the next line, as text does.
 */
export function move(
  lines: readonly Line[],
  spot: string,
  key: string,
  page: number,
): string | undefined {
  const here = positionOf(lines, spot)
  if (here === undefined) return undefined
  if (key === 'Home') return lines[0]?.spots[0]
  if (key === 'End') return lines.at(-1)?.spots.at(-1)
  if (key === 'ArrowRight') {
    return lines[here.line]?.spots[here.column + 1] ?? lines[here.line + 1]?.spots[0]
  }
  if (key === 'ArrowLeft') {
    return here.column > 0
      ? lines[here.line]?.spots[here.column - 1]
      : lines[here.line - 1]?.spots.at(-1)
  }
  const step = steps[key]
  if (step === undefined) return undefined
  const target = lines[clamp(here.line + step(Math.max(1, page)), lines.length)]
  return target?.spots[clamp(here.column, target.spots.length)]
}

/** The spot itself where it is still there, or else the next after it that is, or the last before. */
export function nearest(
  before: readonly Line[],
  now: readonly Line[],
  spot: string,
): string | null {
  const there = new Set(now.flatMap(({ spots }) => spots))
  if (there.has(spot)) return spot
  const spots = before.flatMap((line) => line.spots)
  const at = spots.indexOf(spot)
  const stays = (other: string): boolean => there.has(other)
  return spots.slice(at + 1).find(stays) ?? spots.slice(0, Math.max(0, at)).findLast(stays) ?? null
}

/**
 * The first guest after `from` whose name begins with what was typed, and round again. While more
 * is typed the guest that was found may stay.
 */
export function findByBeginning(
  ids: readonly string[],
  nameOf: (id: string) => string,
  from: string | null,
  typed: string,
): string | undefined {
  const beginning = typed.toLocaleLowerCase()
  const at = from === null ? -1 : ids.indexOf(from)
  const first = typed.length > 1 ? Math.max(at, 0) : at + 1
  return [...ids.slice(first), ...ids.slice(0, first)].find((id) =>
    nameOf(id).toLocaleLowerCase().startsWith(beginning),
  )
}

/** The guests from one to another, both included, in the order of the list. */
export function between(ids: readonly string[], from: string, to: string): readonly string[] {
  const a = ids.indexOf(from)
  const b = ids.indexOf(to)
  return a < 0 || b < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}
