/**
 * The first words of PipeWire's native protocol (its "Native Protocol" documentation): a header of
 * four numbers of 32 bits, the lowest byte first on every computer that we run on (object, opcode over size, sequence, descriptors),
 * then a POD: size, type, content padded to 8 bytes.
 */
const HEADER_BYTES = 16
const CORE_OBJECT = 0
const HELLO = 1
/** Events of the core. */
const INFO = 0
const ERROR = 3
const POD_INT = 4
const POD_STRUCT = 14
/** PW_VERSION_CORE */
const VERSION = 3
const SIZE_MASK = 0xff_ffff

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4))
  return bytes
}

/** Core::Hello, which the server answers with Core::Info. */
export function helloRequest(): Buffer {
  const pod = numbers(16, POD_STRUCT, 4, POD_INT, VERSION, 0)
  return Buffer.concat([numbers(CORE_OBJECT, (HELLO << 24) | pod.length, 0, 0), pod])
}

/**
 * Reads what has come so far of the answer to Core::Hello: "PipeWire" once its first message is
 * there, until then null. Throws where the server refuses, or speaks something else.
 */
export function helloAnswer(received: Buffer): string | null {
  if (received.length < HEADER_BYTES) return null
  const [object, word] = [received.readUInt32LE(0), received.readUInt32LE(4)]
  const opcode = word >>> 24
  if (object === CORE_OBJECT && opcode === ERROR) throw new Error('it denies access')
  if (object !== CORE_OBJECT || opcode !== INFO || (word & SIZE_MASK) % 8 !== 0) {
    throw new Error('it does not speak PipeWire’s protocol')
  }
  return 'PipeWire'
}
