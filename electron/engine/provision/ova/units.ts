const FACTORS: Readonly<Record<string, number>> = {
  ...{ byte: 1, bytes: 1 },
  ...{ kilobytes: 1024, megabytes: 1024 ** 2, gigabytes: 1024 ** 3, terabytes: 1024 ** 4 },
  ...{ kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3, tb: 1024 ** 4 },
}

/**
 * A number with a programmatic unit (DSP0004, annex C, e.g. "byte * 2^20"), or with a word of the
 * older OVFs, in bytes. null where either cannot be read.
 */
export function bytesOf(value: string | undefined, unit: string | undefined): number | null {
  if (value === undefined || !/^\d{1,15}$/.test(value.trim())) return null
  const words = (unit ?? 'byte').trim().toLowerCase()
  const power = /^byte\s*\*\s*(2|10)\s*\^\s*(\d{1,2})$/.exec(words)
  const factor = power === null ? FACTORS[words] : Number(power[1]) ** Number(power[2])
  const bytes = Number(value) * (factor ?? Number.NaN)
  return Number.isSafeInteger(bytes) ? bytes : null
}
