import type { Readable } from 'node:stream'

/**
 * Calls back with each whole line of a stream. One that is longer than `maxLength` characters ends the
 * stream. Not node:readline, which throws an error of the stream's as its own, where nobody catches it.
 */
export function eachLine(stream: Readable, maxLength: number, told: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) told(line)
    if (rest.length > maxLength) stream.destroy()
  })
}
