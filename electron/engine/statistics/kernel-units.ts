import { readFileSync } from 'node:fs'
import { endianness } from 'node:os'

/** What the kernel counts in where it tells of processes (proc(5)). */
export interface KernelUnits {
  /** Of times: USER_HZ. */
  readonly ticksPerSecond: number
  /** Of memory; 16 and 64 KiB on some computers that are no PCs. */
  readonly pageBytes: number
}

/** AT_PAGESZ and AT_CLKTCK of linux/auxvec.h. */
const PAGE_SIZE = 6
const CLOCK_TICKS = 17
/** A key and a value of 64 bits each. */
const ENTRY_BYTES = 16

/**
 * Reads the auxiliary vector that the kernel gave a process (getauxval(3)); what it does not say is
 * what PCs have. Pure.
 */
export function unitsOf(vector: Buffer, order: 'BE' | 'LE'): KernelUnits {
  const entries = new Map<number, number>()
  for (let at = 0; at + ENTRY_BYTES <= vector.length; at += ENTRY_BYTES) {
    const word = (offset: number): number =>
      Number(order === 'LE' ? vector.readBigUInt64LE(offset) : vector.readBigUInt64BE(offset))
    entries.set(word(at), word(at + 8))
  }
  return {
    ticksPerSecond: entries.get(CLOCK_TICKS) ?? 100,
    pageBytes: entries.get(PAGE_SIZE) ?? 4096,
  }
}

let units: KernelUnits | undefined

/** Those of this computer, which do not change. */
export function kernelUnits(): KernelUnits {
  units ??= unitsOf(ownVector(), endianness())
  return units
}

function ownVector(): Buffer {
  try {
    return readFileSync('/proc/self/auxv')
  } catch {
    return Buffer.alloc(0)
  }
}
