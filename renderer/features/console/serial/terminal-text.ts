import type { Terminal } from '@xterm/xterm'

/** All text that a terminal holds, what was scrolled out of sight too; lines that it broke are whole. */
export function terminalText({ buffer }: Pick<Terminal, 'buffer'>): string {
  // What a full-screen program shows just now is not part of what was printed.
  const { normal } = buffer
  const lines: string[] = []
  for (let row = 0; row < normal.length; row++) {
    const line = normal.getLine(row)
    if (line === undefined) continue
    const continues = normal.getLine(row + 1)?.isWrapped === true
    const text = line.translateToString(!continues)
    if (line.isWrapped && lines.length > 0) lines.push(`${lines.pop()}${text}`)
    else lines.push(text)
  }
  while (lines.at(-1) === '') lines.pop()
  return lines.map((line) => `${line}\n`).join('')
}

/** A name for the file with the text of a machine's port, at most 200 characters long. */
export const textFileName = (name: string, device: string): string =>
  `${name.replaceAll(/[/\\\p{Cc}]/gu, '-').slice(0, 160)}-${device}.txt`.replace(/^\.+/, '')
