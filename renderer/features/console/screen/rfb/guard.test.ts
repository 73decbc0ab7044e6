import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GuardEvents, RECTANGLES_PER_PART, RfbGuard } from './guard.ts'
import { rfb } from '../testing/rfb-server.ts'
import { RfbViolation } from './violation.ts'

/** Everything that a guard says, in order; passed bytes that follow each other joined. */
function record() {
  const passed: number[] = []
  const told: string[] = []
  const parts: number[] = []
  const events: GuardEvents = {
    pass(bytes) {
      passed.push(...bytes)
      parts.push(bytes.length)
    },
    size: (width, height) => told.push(`size ${width}x${height}`),
    sizeAnswer: (reason, status) => told.push(`answer ${reason} ${status}`),
    pointerType: (absolute) => told.push(absolute ? 'absolute' : 'relative'),
    cutText: (extended, bytes) => told.push(`${extended ? 'extended' : 'plain'} ${bytes.length}`),
    update: (pixels) => told.push(`update ${pixels}`),
  }
  return { guard: new RfbGuard(events), passed, told, parts }
}

const greeting = [...rfb.version, ...rfb.security(1), ...rfb.accepted, ...rfb.init(640, 480)]
const feed = (...bytes: number[]) => {
  const recorded = record()
  recorded.guard.take(Uint8Array.from([...greeting, ...bytes]))
  return recorded
}

describe('RfbGuard', () => {
  it('passes a picture on as it came, without a copy', () => {
    const { guard, passed, told } = feed()
    const before = passed.length
    const update = Uint8Array.from(rfb.update(rfb.raw(0, 0, 2, 2)))
    guard.take(update)
    expect(passed.slice(before)).toEqual([...update])
    expect(told).toEqual(['size 640x480', 'update 4'])
  })

  it('says the same however the stream is cut', () => {
    const stream = Uint8Array.from([
      ...greeting,
      ...rfb.update(rfb.pointer(true), rfb.qemuKeys, rfb.led, rfb.raw(1, 2, 3, 4)),
      ...rfb.cutText('hello'),
      ...rfb.update(rfb.cursor(9, 2), rfb.desktopSize(800, 600), rfb.extendedSize(1, 4, 800, 600)),
      ...rfb.bell,
      ...rfb.update(),
    ])
    const whole = record()
    whole.guard.take(stream)
    expect(whole.told).toEqual([
      ...['size 640x480', 'absolute', 'update 12', 'plain 5'],
      ...['size 800x600', 'answer 1 4', 'update 0', 'update 0'],
    ])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (cuts) => {
        const cut = record()
        let at = 0
        for (let index = 0; at < stream.length; index++) {
          const size = cuts[index % cuts.length] ?? 1
          cut.guard.take(stream.slice(at, at + size))
          at += size
        }
        expect(cut.passed).toEqual(whole.passed)
        expect(cut.told).toEqual(whole.told)
      }),
    )
  })

  it('takes out what noVNC does not know or must not have', () => {
    const { passed } = feed(...rfb.update(rfb.pointer(false)), ...rfb.cutText('secret'))
    const plain = feed(...rfb.update(rfb.raw(0, 0, 0, 0)))
    expect(passed).toEqual(plain.passed)
  })

  it('leaves no choice of security but none', () => {
    const { guard, passed } = record()
    guard.take(Uint8Array.from([...rfb.version, ...rfb.security(2, 1, 19)]))
    expect(passed).toEqual([...rfb.version, ...rfb.security(1)])
  })

  it('hands many small rectangles on in parts, to be drawn in turns', () => {
    const rectangles = Array.from({ length: 1000 }, () => rfb.raw(0, 0, 1, 1))
    const { parts } = feed(...rfb.update(...rectangles))
    expect(Math.max(...parts.slice(1))).toBeLessThanOrEqual(16 * RECTANGLES_PER_PART + 64)
  })

  it.each<[string, number[], string]>([
    ['garbage', [...new TextEncoder().encode('HTTP/1.1 400 Bad')], 'it does not speak RFB 3.8'],
    [
      'another version',
      [...new TextEncoder().encode('RFB 003.003\n')],
      'it does not speak RFB 3.8',
    ],
    ['a password', [...rfb.version, ...rfb.security(2)], 'it asks for a password'],
    [
      'an absurd screen',
      [...rfb.version, ...rfb.security(1), ...rfb.accepted, ...rfb.init(65_535, 65_535)],
      'a screen of 65535 × 65535 is too large',
    ],
    [
      'a screen of nothing',
      [...rfb.version, ...rfb.security(1), ...rfb.accepted, ...rfb.init(0, 480)],
      'a screen of 0 × 480',
    ],
    [
      'a name without end',
      [...rfb.version, ...rfb.security(1), ...rfb.accepted, ...rfb.init(1, 1, 0xffff_ffff)],
      '4294967295 bytes of a name are too many',
    ],
    [
      'a screen that grows absurdly',
      [...greeting, ...rfb.update(rfb.desktopSize(60_000, 2))],
      'too large',
    ],
    [
      'a picture beyond the screen',
      [...greeting, ...rfb.update(rfb.raw(639, 0, 2, 1))],
      'beyond its screen',
    ],
    [
      'zlib',
      [...greeting, ...rfb.update(rfb.rectangle(0, 0, 1, 1, 6))],
      'encoding 6, which was not asked for',
    ],
    [
      'tight',
      [...greeting, ...rfb.update(rfb.rectangle(0, 0, 1, 1, 7))],
      'encoding 7, which was not asked for',
    ],
    [
      'a huge pointer',
      [...greeting, ...rfb.update(rfb.rectangle(0, 0, 4000, 4000, -239))],
      'pixels of a pointer',
    ],
    ['a colour map', [...greeting, 1], 'type 1, which was not asked for'],
    ['a fence', [...greeting, 248], 'type 248, which was not asked for'],
    [
      'a copied text without end',
      [...greeting, 3, 0, 0, 0, 0x80, 0, 0, 0],
      'bytes of copied text are too many',
    ],
    [
      'more after a refusal',
      [...rfb.version, 0, 0, 0, 0, 2, 110, 111, 1],
      'goes on after it has refused',
    ],
    [
      'a size that never rests',
      [
        ...greeting,
        ...Array.from({ length: 40 }, (_, index) =>
          rfb.update(rfb.desktopSize(100 + index, 100)),
        ).flat(),
      ],
      'changes its size all the time',
    ],
  ])('refuses %s', (_, bytes, message) => {
    const { guard } = record()
    const take = () => guard.take(Uint8Array.from(bytes))
    expect(take).toThrow(RfbViolation)
    expect(() => record().guard.take(Uint8Array.from(bytes))).toThrow(message)
  })

  it('never throws anything else, whatever comes', () => {
    const anything = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 })
    fc.assert(
      fc.property(fc.boolean(), anything, (greeted, chunks) => {
        const { guard } = record()
        const outcome = (): unknown => {
          try {
            if (greeted) guard.take(Uint8Array.from(greeting))
            for (const chunk of chunks) guard.take(chunk)
            return null
          } catch (error) {
            return error
          }
        }
        const error = outcome()
        expect(error === null || error instanceof RfbViolation).toBe(true)
      }),
    )
  })
})
