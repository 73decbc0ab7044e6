/**
 * Power of one frequency in samples (Goertzel's algorithm), 1 where they are nothing but a sine of
 * that frequency.
 */
function powerAt(samples: Int16Array, hertz: number, rate: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / rate)
  let [before, last, energy] = [0, 0, 0]
  for (const sample of samples) {
    ;[before, last] = [last, sample + coefficient * last - before]
    energy += sample * sample
  }
  if (energy === 0) return 0
  const power = before * before + last * last - coefficient * before * last
  return power / ((energy * samples.length) / 2)
}

/** The pitch of a sound in Hz, as far as it is a pure tone between 100 and 2,000 Hz; else null. */
export function pitchOf(samples: Int16Array, rate: number): number | null {
  const strongest = (from: number, to: number, step: number): { hertz: number; power: number } => {
    let best = { hertz: 0, power: 0 }
    for (let hertz = from; hertz <= to; hertz += step) {
      const power = powerAt(samples, hertz, rate)
      if (power > best.power) best = { hertz, power }
    }
    return best
  }
  // A tone is seen as wide as one period of the whole recording: half of that misses none.
  const step = rate / samples.length / 2
  const { hertz } = strongest(100, 2_000, step)
  const { hertz: exact, power } = strongest(hertz - step, hertz + step, step / 8)
  return power > 0.8 ? exact : null
}

export const sine = (hertz: number, rate: number, seconds: number): Int16Array =>
  Int16Array.from({ length: rate * seconds }, (_, index) =>
    Math.round(12_000 * Math.sin((2 * Math.PI * hertz * index) / rate)),
  )
