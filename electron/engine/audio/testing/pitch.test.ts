import { expect, test } from 'vitest'
import { pitchOf, sine } from './pitch.ts'

const RATE = 8_000

test.each([[110], [440], [1_234], [1_999]])('hears a tone of %i Hz', (hertz) => {
  expect(pitchOf(sine(hertz, RATE, 0.2), RATE)).toBeCloseTo(hertz, -0.5)
})

test('hears no tone in silence, in noise, nor in two tones at once', () => {
  const [low, high] = [sine(300, RATE, 0.2), sine(700, RATE, 0.2)]
  expect(pitchOf(new Int16Array(1_600), RATE)).toBeNull()
  let seed = 1
  const noise = low.map(() => {
    seed = (seed * 48_271) % 2_147_483_647
    return (seed % 20_000) - 10_000
  })
  expect(pitchOf(noise, RATE)).toBeNull()
  expect(
    pitchOf(
      low.map((sample, index) => sample + (high[index] ?? 0)),
      RATE,
    ),
  ).toBeNull()
})
