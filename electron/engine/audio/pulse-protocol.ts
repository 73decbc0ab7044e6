/**
 * The part of PulseAudio's native protocol that it takes to be let in (its PROTOCOL file and
 * pulsecore/native-common.h). A packet is five numbers of 32 bits in network order (length, channel,
 * offset in two halves, flags), then a tag structure: numbers behind an `L`, bytes behind an `x`,
 * strings behind a `t`, a property list behind a `P`.
 */
const HEADER_BYTES = 20
/** All ones: the packet is a command and not sound. */
const CONTROL_CHANNEL = 0xffff_ffff
const ERROR = 0
const REPLY = 2
const AUTH = 8
const SET_CLIENT_NAME = 9
const GET_SERVER_INFO = 20
const AUTH_TAG = 0
const NAME_TAG = 1
const INFO_TAG = 2
/** The first version whose clients name themselves by a property list; every server since 2007. */
const VERSION = 13
const COOKIE_BYTES = 256
/** An answer to AUTH is some 30 bytes; who announces more speaks something else. */
const PACKET_MAX_BYTES = 64 * 1024
/** PA_ERR_ACCESS of pulse/def.h. */
const ERROR_ACCESS = 1
const NUMBER = 'L'.charCodeAt(0)
const TEXT = 't'.charCodeAt(0)

const number = (value: number): Buffer => {
  const tagged = Buffer.alloc(5)
  tagged.write('L', 'latin1')
  tagged.writeUInt32BE(value, 1)
  return tagged
}

const text = (value: string): Buffer => Buffer.from(`t${value}\0`, 'utf8')

function bytes(value: Buffer): Buffer {
  const head = number(value.length)
  head.write('x', 'latin1')
  return Buffer.concat([head, value])
}

/** Values are strings with their final zero, by their length and then as bytes. */
function properties(entries: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(entries).flatMap(([key, entry]) => {
    const value = Buffer.from(`${entry}\0`, 'utf8')
    return [text(key), number(value.length), bytes(value)]
  })
  return Buffer.concat([Buffer.from('P'), ...parts, Buffer.from('N')])
}

function packet(...parts: readonly Buffer[]): Buffer {
  const payload = Buffer.concat(parts)
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt32BE(payload.length, 0)
  header.writeUInt32BE(CONTROL_CHANNEL, 4)
  return Buffer.concat([header, payload])
}

/**
 * Asks to be let in, gives the name that mixers show of the connection, and asks who the server is.
 * Without a cookie the server goes by the user that the kernel tells it of, which is how it lets in
 * its own user.
 */
export function greetingRequest(cookie: Buffer | null, clientName: string): Buffer {
  const padded = Buffer.alloc(COOKIE_BYTES)
  cookie?.copy(padded)
  return Buffer.concat([
    packet(number(AUTH), number(AUTH_TAG), number(VERSION), bytes(padded)),
    packet(
      number(SET_CLIENT_NAME),
      number(NAME_TAG),
      properties({ 'application.name': clientName }),
    ),
    packet(number(GET_SERVER_INFO), number(INFO_TAG)),
  ])
}

/**
 * Reads what has come so far of the answers to greetingRequest: the server's name ("pulseaudio", or
 * "PulseAudio (on PipeWire 1.4.2)") once they are complete, until then null. Throws why the server
 * does not let us in.
 */
export function greetingAnswer(received: Buffer): string | null {
  for (let start = 0; received.length >= start + HEADER_BYTES; ) {
    const length = received.readUInt32BE(start)
    if (received.readUInt32BE(start + 4) !== CONTROL_CHANNEL || length > PACKET_MAX_BYTES) {
      throw new Error('it does not speak PulseAudio’s protocol')
    }
    const end = start + HEADER_BYTES + length
    if (received.length < end) return null
    const name = readAnswer(received.subarray(start + HEADER_BYTES, end))
    if (name !== null) return name
    start = end
  }
  return null
}

function readAnswer(payload: Buffer): string | null {
  const [command, tag] = [readNumber(payload, 0), readNumber(payload, 5)]
  if (command === ERROR) {
    const code = readNumber(payload, 10)
    throw new Error(code === ERROR_ACCESS ? 'it denies access' : `it refuses with error ${code}`)
  }
  if (command === null || tag === null) throw new Error('it does not speak PulseAudio’s protocol')
  if (command !== REPLY || tag !== INFO_TAG) return null
  const end = payload.indexOf(0, 10)
  return payload[10] === TEXT && end !== -1 ? payload.toString('utf8', 11, end) : ''
}

function readNumber(payload: Buffer, offset: number): number | null {
  const isNumber = payload.length >= offset + 5 && payload[offset] === NUMBER
  return isNumber ? payload.readUInt32BE(offset + 1) : null
}
