import type { LimitsConfig } from '../../../shared/domain/config/devices.ts'

/** What a guest's scope is to be. */
export interface ScopeUnit {
  /** Name of the unit, with its ".scope". */
  readonly unit: string
  /** For people; `systemctl status` shows it. */
  readonly description: string
  readonly limits: LimitsConfig | undefined
  readonly pids: readonly number[]
  /** The unit that is to be stopped first, where there is one: the app's own. */
  readonly stopsAfter: string | null
}

/**
 * The user manager's unit that a process is in, by its /proc/self/cgroup (cgroups(7)); null where it is
 * in none. Pure.
 */
export function userUnitOf(cgroup: string): string | null {
  const paths = cgroup.split('\n').map((line) => line.replace(/^\d+:[^:]*:/, ''))
  const path = paths.find((one) => /\/user@\d+\.service\/.*\.(service|scope)$/.test(one))
  return path?.split('/').at(-1) ?? null
}

/** By the run and not by the guest: the scope of the run before may not be gone yet. */
export const scopeName = (run: string): string => `app-guesthouse-${run.replaceAll('-', '')}.scope`

const MEBIBYTE = 1024 * 1024
/** CPUQuotaPerSecUSec is in µs of processor time a second, so one percent of a processor is 10 ms. */
const USEC_PER_PERCENT = 10_000

/**
 * Arguments of busctl(1) for StartTransientUnit (org.freedesktop.systemd1(5)): the signature, then the
 * values. The unit is forgotten as soon as nothing runs in it. Pure.
 */
export function startTransientUnit(scope: ScopeUnit): readonly string[] {
  const { unit, description, limits, pids, stopsAfter } = scope
  const properties = [
    ['Description', 's', description],
    ['Slice', 's', 'app.slice'],
    ['CollectMode', 's', 'inactive-or-failed'],
    ['PIDs', 'au', String(pids.length), ...pids.map(String)],
    // What is started before is stopped after (systemd.unit(5)): the app saves first, then QEMU ends.
    ...(stopsAfter === null ? [] : [['Before', 'as', '1', stopsAfter]]),
    ...(limits?.memoryMiB === undefined
      ? []
      : [['MemoryMax', 't', String(limits.memoryMiB * MEBIBYTE)]]),
    ...(limits?.cpuPercent === undefined
      ? []
      : [['CPUQuotaPerSecUSec', 't', String(limits.cpuPercent * USEC_PER_PERCENT)]]),
  ]
  return [
    ...['StartTransientUnit', 'ssa(sv)a(sa(sv))', unit, 'fail'],
    ...[String(properties.length), ...properties.flat()],
    '0',
  ]
}

/**
 * The object path of a unit on the bus: whatever is not a letter or a digit is an underscore and two
 * hexadecimal digits, and a digit in front is too (systemd's bus_path_escape). Pure.
 */
export function unitPath(unit: string): string {
  const escaped = Array.from(Buffer.from(unit), (byte, index) => {
    const character = String.fromCharCode(byte)
    const plain = index === 0 ? /[A-Za-z]/ : /[A-Za-z0-9]/
    return plain.test(character) ? character : `_${byte.toString(16).padStart(2, '0')}`
  })
  return `/org/freedesktop/systemd1/unit/${escaped.join('')}`
}
