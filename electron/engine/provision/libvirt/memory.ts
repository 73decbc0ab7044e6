import type { Xml } from '../xml.ts'

const KIB = 1024
const MIB = KIB * KIB

/** Bytes of each unit that virScaleInteger of libvirt's virutil.c takes. */
const UNITS: Readonly<Record<string, number>> = {
  ...{ b: 1, bytes: 1 },
  ...{ k: KIB, KiB: KIB, KB: 1e3 },
  ...{ M: MIB, MiB: MIB, MB: 1e6 },
  ...{ G: KIB * MIB, GiB: KIB * MIB, GB: 1e9 },
  ...{ T: MIB * MIB, TiB: MIB * MIB, TB: 1e12 },
}

/** The size that an element gives, in MiB; libvirt's unit is KiB. null where it gives none. */
export function mebibytes(element: Xml | undefined): number | null {
  const value = element?.text ?? ''
  const unit = UNITS[element?.attribute('unit') ?? 'KiB']
  if (!/^\d{1,18}$/.test(value) || unit === undefined || Number(value) === 0) return null
  return (Number(value) * unit) / MIB
}
