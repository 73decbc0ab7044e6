/** One option of a command line with its values. */
export type OptionLine = readonly string[]

/**
 * QEMU's arguments, an option a line. QEMU's own options begin with one dash, and none of their
 * values does but a number below zero, which is none that Guesthouse gives. Pure.
 */
export function optionLines(args: readonly string[]): OptionLine[] {
  const lines: string[][] = []
  for (const argument of args) {
    const last = lines.at(-1)
    if (last === undefined || /^-\D/.test(argument)) lines.push([argument])
    else last.push(argument)
  }
  return lines
}

/** Of `lines`, those that are not among `others`; of two that are alike, one answers for one. */
export function linesNotIn(
  lines: readonly OptionLine[],
  others: readonly OptionLine[],
): Set<number> {
  const left = others.map((line) => line.join('\0'))
  const missing = new Set<number>()
  for (const [index, line] of lines.entries()) {
    const at = left.indexOf(line.join('\0'))
    if (at < 0) missing.add(index)
    else left.splice(at, 1)
  }
  return missing
}

/** An argument as a POSIX shell takes it. */
const quote = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`

/** A command to paste into a shell, an option a line. */
export const shellCommand = (program: string, lines: readonly OptionLine[]): string =>
  [[program], ...lines].map((line) => line.map(quote).join(' ')).join(' \\\n  ')
