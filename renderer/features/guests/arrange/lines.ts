import type { Arrangement, Section } from './arrangement.ts'

/** A line of the list: a heading, or as many guests as stand side by side. */
export interface Line {
  readonly key: string
  /** Of a heading; null where guests stand. */
  readonly heading: Section | null
  /** What the keyboard stops at: ids of guests, or the heading. */
  readonly spots: readonly string[]
}

export function linesOf({ sections, headed }: Arrangement, columns: number): readonly Line[] {
  const lines: Line[] = []
  for (const section of sections) {
    if (headed) {
      const key = `heading:${section.key}`
      lines.push({ key, heading: section, spots: [key] })
    }
    if (section.folded) continue
    for (let from = 0; from < section.ids.length; from += columns) {
      const spots = section.ids.slice(from, from + columns)
      // Of several by their place, so that one guest more does not draw all lines anew.
      const key = columns === 1 ? (spots[0] ?? '') : `${section.key}/${from}`
      lines.push({ key, heading: null, spots })
    }
  }
  return lines
}

export interface Position {
  readonly line: number
  readonly column: number
}

export function positionOf(lines: readonly Line[], spot: string): Position | undefined {
  for (const [line, { spots }] of lines.entries()) {
    const column = spots.indexOf(spot)
    if (column >= 0) return { line, column }
  }
  return undefined
}
