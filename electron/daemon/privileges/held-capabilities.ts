import { readFile } from 'node:fs/promises'
import { decodeCapabilities } from '../../platform/linux-capabilities.ts'

/** A process's capability sets, as names ("CAP_SETUID"). */
export interface HeldCapabilities {
  readonly effective: readonly string[]
  readonly permitted: readonly string[]
  readonly ambient: readonly string[]
  readonly bounding: readonly string[]
}

/** Of the text of /proc/PID/status (proc(5)). Throws where a set is missing. Pure. */
export function parseHeldCapabilities(status: string): HeldCapabilities {
  const set = (name: string): string[] => {
    const hex = new RegExp(`^${name}:\\s*([0-9a-f]+)$`, 'm').exec(status)?.[1]
    if (hex === undefined) throw new Error(`the status of the process has no ${name}`)
    return decodeCapabilities(hex)
  }
  return {
    effective: set('CapEff'),
    permitted: set('CapPrm'),
    ambient: set('CapAmb'),
    bounding: set('CapBnd'),
  }
}

/** Of this process, or of another, whose sets everybody may read. */
export const heldCapabilities = async (pid: number | 'self' = 'self'): Promise<HeldCapabilities> =>
  parseHeldCapabilities(await readFile(`/proc/${pid}/status`, 'utf8'))
