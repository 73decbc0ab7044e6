import { access, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { SystemDaemon } from '../../../shared/domain/host-check.ts'
import type { HostPlaces } from './places.ts'
import { capabilitiesOf } from '../../platform/linux-capabilities.ts'
import { findName } from './name-service.ts'

/** By what a daemon is known: its program, and its units. libvirt is one daemon, or one a driver. */
const daemons = {
  guesthoused: { programs: ['guesthoused'], units: ['guesthoused.service'] },
  libvirt: {
    programs: ['libvirtd', 'virtqemud'],
    units: ['libvirtd.service', 'virtqemud.service'],
  },
} as const satisfies Record<
  SystemDaemon['kind'],
  { readonly programs: readonly string[]; readonly units: readonly string[] }
>

/** UID_MIN of login.defs(5), as it is shipped: libvirt runs as a person too, for that one's session. */
const FIRST_PERSON = 1_000

type Places = Pick<HostPlaces, 'proc' | 'units' | 'passwd'>

interface Running {
  readonly program: string
  readonly uid: number
  /** CapEff of /proc/pid/status, hexadecimal. */
  readonly effective: string | null
}

/**
 * The services of this computer that machines could run under instead of their user's session, as
 * far as processes and unit files tell: nothing is asked of the daemons themselves.
 */
export async function findSystemDaemons(places: Places): Promise<SystemDaemon[]> {
  const running = await runningPrograms(places)
  const kinds = Object.keys(daemons) as (keyof typeof daemons)[]
  return Promise.all(
    kinds.map(async (kind): Promise<SystemDaemon> => {
      const { programs, units } = daemons[kind]
      const process = running.find(({ program }) =>
        (programs as readonly string[]).includes(program),
      )
      if (process === undefined) {
        const state = (await anyOf(places.units, units)) ? 'installed' : 'absent'
        return { kind, state, account: null, capabilities: null, supported: false }
      }
      const { uid, effective } = process
      const account = (await findName(places.passwd, uid)) ?? String(uid)
      const capabilities = effective === null ? null : await capabilitiesOf(effective, places)
      return { kind, state: 'running', account, capabilities, supported: false }
    }),
  )
}

/** Of all accounts of the system. Gone meanwhile, or hidden (hidepid): left out. */
async function runningPrograms({ proc }: Places): Promise<readonly Running[]> {
  const wanted = new Set<string>(Object.values(daemons).flatMap(({ programs }) => programs))
  const pids = (await readdir(proc)).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid): Promise<Running[]> => {
      const read = (name: string): Promise<string> =>
        readFile(join(proc, pid, name), 'utf8').catch(() => '')
      const program = basename((await read('cmdline')).split('\0')[0] ?? '')
      if (!wanted.has(program)) return []
      const status = await read('status')
      // Real, effective, saved and file system's (proc(5)).
      const uid = Number(/^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN)
      if (Number.isNaN(uid) || uid >= FIRST_PERSON) return []
      return [{ program, uid, effective: /^CapEff:\s+([0-9a-f]+)$/m.exec(status)?.[1] ?? null }]
    }),
  )
  return found.flat()
}

const anyOf = async (
  directories: readonly string[],
  names: readonly string[],
): Promise<boolean> => {
  const paths = directories.flatMap((directory) => names.map((name) => join(directory, name)))
  const there = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  )
  return there.includes(true)
}
