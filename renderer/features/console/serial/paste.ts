/** C0 and C1 without tab, line feed and carriage return. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/**
 * What may be pasted into a terminal. Control characters are commands to it: an escape sequence in
 * what was copied from a web page could end the bracket around the paste and press Enter.
 */
export const pasteable = (text: string): string => text.replaceAll(CONTROLS, '')

/** The lines of a text; a line break at its end begins no further one. */
export const linesOf = (text: string): readonly string[] =>
  text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/)

/**
 * Whether the guest would take it as commands that were sent off: it has a line break, and no
 * program in the guest asked to be told what is pasted (bracketed paste).
 */
export const runsLines = (text: string, bracketed: boolean): boolean =>
  !bracketed && /[\r\n]/.test(text)
