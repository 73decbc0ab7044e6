import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { eachLine } from './each-line.ts'

it('tells whole lines, however they come', async () => {
  const stream = new PassThrough()
  const told: string[] = []
  eachLine(stream, 10, (line) => told.push(line))
  const bytes = Buffer.from('eins\nzwö\n\nrest')
  // In the middle of a character as well.
  for (const byte of bytes) stream.write(Buffer.from([byte]))
  stream.end()
  await once(stream, 'end')
  expect(told).toEqual(['eins', 'zwö', ''])
})

it('ends a stream whose line does not end', async () => {
  const stream = new PassThrough()
  eachLine(stream, 10, () => expect.unreachable())
  stream.write('x'.repeat(11))
  await once(stream, 'close')
})
