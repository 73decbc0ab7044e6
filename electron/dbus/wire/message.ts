import { parseSignature } from './signature.ts'
import { Reader } from './reader.ts'
import { Variant, WireError } from './values.ts'
import { Writer } from './writer.ts'

/** D-Bus specification, "Message Format". */
export const MESSAGE_TYPE = { call: 1, answer: 2, error: 3, signal: 4 } as const
export const MESSAGE_FLAG = {
  noReplyExpected: 1,
  noAutoStart: 2,
  allowInteractiveAuthorization: 4,
} as const

/** Of the fixed part, which says how long the rest is. */
export const FIXED_BYTES = 16
/** D-Bus specification: with header and body. */
export const MESSAGE_MAX_BYTES = 128 * 1024 * 1024

export interface MessageHeader {
  readonly type: number
  readonly flags: number
  readonly serial: number
  readonly path?: string | undefined
  readonly interface?: string | undefined
  readonly member?: string | undefined
  readonly errorName?: string | undefined
  readonly replySerial?: number | undefined
  readonly destination?: string | undefined
  /** Set by the bus, which lets nobody speak for another. */
  readonly sender?: string | undefined
  /** Of the body; empty where there is none. */
  readonly signature: string
}

/** A message as it came. Its body is read only when somebody has decided to. */
export interface IncomingMessage extends MessageHeader {
  /** null where it was longer than what is taken, and was thrown away. */
  readonly body: (() => unknown[]) | null
  /** Of the body that is held. */
  readonly bodyBytes: number
}

export interface OutgoingMessage extends Omit<MessageHeader, 'signature' | 'flags' | 'sender'> {
  readonly flags?: number
  readonly signature?: string
  readonly body?: readonly unknown[]
}

const fields = [
  ['path', 1, 'o'],
  ['interface', 2, 's'],
  ['member', 3, 's'],
  ['errorName', 4, 's'],
  ['replySerial', 5, 'u'],
  ['destination', 6, 's'],
  ['sender', 7, 's'],
  ['signature', 8, 'g'],
] as const

const headerFields = parseSignature('a(yv)') ?? []
const fieldOfCode = new Map<unknown, (typeof fields)[number]>(
  fields.map((field) => [field[1], field]),
)

/** What the fixed part says of a message's lengths, in bytes. Throws a WireError. */
export function lengthsOf(fixed: Buffer): { header: number; body: number } {
  const order = fixed[0]
  if ((order !== 0x6c && order !== 0x42) || fixed[3] !== 1) throw new WireError('not D-Bus')
  const little = order === 0x6c
  const body = little ? fixed.readUInt32LE(4) : fixed.readUInt32BE(4)
  const length = little ? fixed.readUInt32LE(12) : fixed.readUInt32BE(12)
  const header = FIXED_BYTES + length + ((8 - (length % 8)) % 8)
  if (header + body > MESSAGE_MAX_BYTES) throw new WireError('a message is too long')
  return { header, body }
}

/** `header` with its padding; `body` null where it was thrown away. Throws a WireError. */
export function readMessage(header: Buffer, body: Buffer | null): IncomingMessage {
  const little = header[0] === 0x6c
  // The array's length is the fixed part's last word.
  const reader = new Reader(header, little, FIXED_BYTES - 4)
  const found: Record<string, unknown> = {}
  for (const [code, variant] of (reader.read(headerFields)[0] ?? []) as [number, Variant][]) {
    const field = fieldOfCode.get(code)
    if (field === undefined) continue
    const [name, , type] = field
    if (variant.signature !== type) throw new WireError(`${name} is of another type`)
    found[name] = variant.value
  }
  const signature = typeof found['signature'] === 'string' ? found['signature'] : ''
  return {
    ...(found as Partial<MessageHeader>),
    type: header[1] ?? 0,
    flags: header[2] ?? 0,
    serial: little ? header.readUInt32LE(8) : header.readUInt32BE(8),
    signature,
    body: body === null ? null : () => readBody(signature, body, little),
    bodyBytes: body?.length ?? 0,
  }
}

function readBody(signature: string, body: Buffer, little: boolean): unknown[] {
  const types = parseSignature(signature)
  if (types === null) throw new WireError('the signature is not valid')
  const reader = new Reader(body, little)
  const values = reader.read(types)
  reader.end()
  return values
}

/** Throws a WireError where a value does not fit the signature. */
export function writeMessage(message: OutgoingMessage): Buffer {
  const { type, flags = 0, serial, signature = '', body = [] } = message
  const types = parseSignature(signature)
  if (types === null) throw new WireError('the signature is not valid')
  const content = new Writer()
  content.write(types, body)
  const header = new Writer()
  for (const byte of [0x6c, type, flags, 1]) header.byte(byte)
  header.uint32(content.length)
  header.uint32(serial)
  const entries = fields.flatMap(([name, code, kind]) => {
    const value = name === 'sender' ? undefined : name === 'signature' ? signature : message[name]
    return value === undefined || value === '' ? [] : [[code, new Variant(kind, value)]]
  })
  header.write(headerFields, [entries])
  header.align(8)
  const length = header.length + content.length
  if (length > MESSAGE_MAX_BYTES) throw new WireError('the message is too long')
  return Buffer.concat([header.done(), content.done()], length)
}
