/** One result. A ratio is taken between two things measured in the same run, in turn. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What the value is held against, in the same unit; null where it stands alone. */
  readonly floor: number | null
  readonly ratio: number | null
  /** The bound of `ratio`, or of `value` where there is no ratio. */
  readonly goal: number
  readonly ok: boolean
}

/** `quick`: fewer repeats, for a look; the figures to quote come from a full run. */
export interface BenchOptions {
  readonly quick: boolean
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('nothing was measured')
  return middle
}

const digits = (value: number): string => value.toFixed(value < 10 ? 2 : value < 1_000 ? 1 : 0)

export function table(rows: readonly Row[]): string {
  const cells = [
    ['name', 'value', 'floor', 'ratio', 'goal', ''],
    ...rows.map((row) => [
      row.name,
      `${digits(row.value)} ${row.unit}`,
      row.floor === null ? '' : `${digits(row.floor)} ${row.unit}`,
      row.ratio === null ? '' : row.ratio.toFixed(2),
      digits(row.goal),
      row.ok ? 'ok' : 'MISSED',
    ]),
  ]
  const widths = cells[0]?.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  )
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
