import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type IncomingMessage, MESSAGE_TYPE, readMessage, writeMessage } from './message.ts'
import { MessageStream } from './message-stream.ts'
import { Reader } from './reader.ts'
import { type BusType, parseSignature } from './signature.ts'
import { isObjectPath, Variant, WireError } from './values.ts'
import { Writer } from './writer.ts'

/** An implementation of others, for comparison; it declares no types for this. */
const others = createRequire(import.meta.url)('dbus-next/lib/marshall') as (
  signature: string,
  body: readonly unknown[],
) => Buffer

const types = (signature: string): readonly BusType[] => {
  const parsed = parseSignature(signature)
  if (parsed === null) throw new Error(signature)
  return parsed
}

function written(signature: string, values: readonly unknown[]): Buffer {
  const writer = new Writer()
  writer.write(types(signature), values)
  return Buffer.from(writer.done())
}

const read = (signature: string, bytes: Buffer): unknown[] =>
  new Reader(bytes, true).read(types(signature))

function messagesOf(chunks: readonly Buffer[], maxBodyBytes = 1024): IncomingMessage[] {
  const messages: IncomingMessage[] = []
  const stream = new MessageStream({ maxBodyBytes, onMessage: (one) => messages.push(one) })
  for (const chunk of chunks) stream.push(chunk)
  return messages
}

function thrownBy(action: () => unknown): unknown {
  try {
    action()
    return null
  } catch (error) {
    return error
  }
}

const callWith = (body: readonly unknown[], signature: string, serial = 7): Buffer =>
  writeMessage({
    ...{ type: MESSAGE_TYPE.call, serial, path: '/a', interface: 'a.b', member: 'C' },
    ...{ destination: 'd.e', signature, body },
  })

describe('headers that are too long', () => {
  it('are passed over with their bodies, in however many pieces', () => {
    const path = `/${'a'.repeat(1000)}`
    const long = writeMessage({
      ...{ type: MESSAGE_TYPE.call, serial: 8, path, member: 'C', interface: 'a'.repeat(16_000) },
      ...{ signature: 's', body: ['x'.repeat(500)] },
    })
    const both = Buffer.concat([long, callWith(['after'], 's', 9)])
    const pieces: Buffer[] = []
    for (let at = 0; at < both.length; at += 999) pieces.push(both.subarray(at, at + 999))
    for (const chunks of [[both], pieces]) {
      const messages = messagesOf(chunks)
      expect(messages.map(({ serial }) => serial)).toEqual([9])
      expect(messages[0]?.body?.()).toEqual(['after'])
    }
  })
})

describe('signatures', () => {
  it.each([
    '',
    's',
    'a{sv}',
    'a{oa{sa{sv}}}',
    '(sa{sv})sa{ss}us',
    'aaai',
    '((ii)(ss))',
    'ybnqiuxtdsogvh',
  ])('are parsed: %s', (signature) => expect(parseSignature(signature)).not.toBeNull())

  it.each(['a', '(', ')', '()', '{ss}', 'a{s}', 'a{sss}', 'a{vs}', 'a{(s)s}', 'z', '(s', 's)'])(
    'are refused: %s',
    (signature) => expect(parseSignature(signature)).toBeNull(),
  )

  it('nest 32 arrays and 32 structures at most, in 255 letters', () => {
    expect(parseSignature(`${'a'.repeat(32)}i`)).not.toBeNull()
    expect(parseSignature(`${'a'.repeat(33)}i`)).toBeNull()
    const nested = (depth: number): string => `${'('.repeat(depth)}i${')'.repeat(depth)}`
    expect(parseSignature(nested(32))).not.toBeNull()
    expect(parseSignature(nested(33))).toBeNull()
    expect(parseSignature('i'.repeat(256))).toBeNull()
  })
})

describe('values', () => {
  const samples: readonly (readonly [string, readonly unknown[]])[] = [
    ['y', [255]],
    ['b', [true]],
    ['nq', [-2, 65_535]],
    ['iu', [-5, 4_000_000_000]],
    ['xt', [1n - 2n ** 63n, 2n ** 64n - 1n]],
    ['d', [1.5]],
    ['sog', ['grün', '/a/b_1', 'a{sv}']],
    ['as', [['', 'b', 'cd']]],
    ['yat', [1, [1n, 2n]]],
    ['y(yt)s', [1, [2, 3n], 'x']],
    [
      'a(is)',
      [
        [
          [1, 'a'],
          [2, 'b'],
        ],
      ],
    ],
  ]

  it.each(samples)('are written as others write them: %s', (signature, values) => {
    const bytes = written(signature, values)
    expect(bytes).toEqual(others(signature, values))
    expect(read(signature, bytes)).toEqual(values)
  })

  it('come back: dictionaries, variants, bytes', () => {
    const inner = new Variant('a{sv}', new Map([['k', new Variant('ay', Buffer.from([1, 2]))]]))
    const values = [
      new Map([
        ['a', inner],
        ['b', new Variant('x', -1n)],
      ]),
    ]
    expect(read('a{sv}', written('a{sv}', values))).toEqual(values)
  })

  it('come back whatever text they are, in buffers that had to grow', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.nat(0xffff_ffff), (texts, number) => {
        const clean = texts.map((text) => text.replaceAll('\0', ''))
        const values = [clean, number, new Map(clean.map((text) => [text, new Variant('u', 1)]))]
        expect(read('asua{sv}', written('asua{sv}', values))).toEqual(values)
      }),
    )
  })

  it.each([
    ['y', 256],
    ['y', -1],
    ['u', 1.5],
    ['i', 2 ** 31],
    ['t', -1n],
    ['t', 1],
    ['s', 'a\0b'],
    ['s', 7],
    ['o', 'a'],
    ['o', '/a/'],
    ['g', '('],
    ['v', 'plain'],
    ['v', new Variant('ii', [1, 2])],
    ['b', 1],
    ['as', 'text'],
    ['(ii)', [1]],
  ])('that do not fit are not sent: %s %s', (signature, value) => {
    expect(() => written(signature, [value])).toThrow(WireError)
  })

  it('of an object path are those of D-Bus', () => {
    for (const path of ['/', '/a', '/a/b_1']) expect(isObjectPath(path)).toBe(true)
    for (const path of ['', 'a', '//', '/a/', '/a//b', '/../x', '/ä']) {
      expect(isObjectPath(path)).toBe(false)
    }
  })
})

describe('reading what strangers wrote', () => {
  it('ends with a WireError or with values, whatever the bytes are', () => {
    const signatures = ['a{sv}', 'v', 'as', 'ay', 'a(ss)', 'ssb', 'at', 'aav', 'g', 'o', 'h']
    fc.assert(
      fc.property(
        fc.constantFrom(...signatures),
        fc.uint8Array({ maxLength: 256 }),
        (sig, bytes) => {
          expect(thrownBy(() => read(sig, Buffer.from(bytes)))).toSatisfy(
            (error) => error === null || error instanceof WireError,
          )
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('refuses an array that claims more than there is', () => {
    const bytes = Buffer.alloc(8)
    bytes.writeUInt32LE(0x7fff_ffff, 0)
    for (const signature of ['as', 'ay', 'a{sv}', 'at']) {
      expect(() => read(signature, bytes)).toThrow('cut off')
    }
  })

  it('refuses variants within variants without end', () => {
    let value: unknown = new Variant('i', 1)
    for (let depth = 0; depth < 80; depth += 1) value = new Variant('v', value)
    const bytes = written('v', [value])
    expect(() => read('v', bytes)).toThrow('nested too deep')
  })

  it('takes a handle for a number: nothing is handed over here', () => {
    expect(read('h', written('h', [9]))).toEqual([9])
  })

  it('reads the other byte order', () => {
    const bytes = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
    expect(new Reader(bytes, false).read(types('ux'))).toEqual([1, 2n])
  })
})

describe('messages', () => {
  it('come back in every cut', () => {
    const bytes = Buffer.concat([callWith(['one'], 's'), callWith([new Map()], 'a{sv}', 8)])
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const [first, second] = messagesOf([bytes.subarray(0, cut), bytes.subarray(cut)])
      expect(first).toMatchObject({ path: '/a', interface: 'a.b', member: 'C', serial: 7 })
      expect(first?.body?.()).toEqual(['one'])
      expect(second).toMatchObject({ serial: 8, signature: 'a{sv}' })
    }
  })

  it('that are too long come without a body, and those after them whole', () => {
    const long = callWith(['x'.repeat(5000)], 's')
    const bytes = Buffer.concat([long, callWith(['short'], 's', 8)])
    const chunks = Array.from({ length: Math.ceil(bytes.length / 100) }, (_, index) =>
      bytes.subarray(index * 100, index * 100 + 100),
    )
    const messages = messagesOf(chunks)
    expect(messages.map(({ serial, body }) => [serial, body?.()])).toEqual([
      [7, undefined],
      [8, ['short']],
    ])
  })

  it('whose body is not what its signature says are refused when they are read', () => {
    const bytes = callWith(['x'], 's')
    bytes.writeUInt32LE(0xffff, bytes.length - 6)
    const [message] = messagesOf([bytes])
    expect(() => message?.body?.()).toThrow(WireError)
  })

  it('of another protocol end the stream', () => {
    expect(() => messagesOf([Buffer.alloc(16)])).toThrow('not D-Bus')
  })

  it('with a header of the wrong type are refused', () => {
    const bytes = callWith([], '')
    // The path's type, "o", becomes "s".
    bytes[bytes.indexOf('o\0')] = 's'.charCodeAt(0)
    expect(() => readMessage(bytes, Buffer.alloc(0))).toThrow('of another type')
  })
})
