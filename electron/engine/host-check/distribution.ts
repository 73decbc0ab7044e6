import { access, readFile } from 'node:fs/promises'
import type { HostPlaces } from './places.ts'

export const packageManagers = ['apt', 'dnf', 'zypper', 'pacman'] as const
export type PackageManager = (typeof packageManagers)[number]

export interface Distribution {
  readonly manager: PackageManager
  /** ID of os-release(5), e.g. "debian". */
  readonly id: string
  /** VERSION_ID as a number, e.g. 12 or 24.04; Infinity where it has none, as one that rolls. */
  readonly version: number
}

/** By ID and ID_LIKE of os-release(5). */
const managers = new Map<string, PackageManager>(
  Object.entries({
    ...{ debian: 'apt', ubuntu: 'apt' },
    ...{ fedora: 'dnf', rhel: 'dnf', centos: 'dnf' },
    ...{ suse: 'zypper', opensuse: 'zypper' },
    ...{ arch: 'pacman' },
  } as const),
)

/** The variables of an os-release file, which is written as for a shell. Pure. */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, name, value = ''] = /^\s*([A-Z][A-Z0-9_]*)=(.*?)\s*$/.exec(line) ?? []
    if (name === undefined) continue
    const [, quoted = value] = /^(?:"(.*)"|'.*')$/.exec(value) ?? []
    const plain = value.startsWith("'") ? value.slice(1, -1) : quoted
    variables.set(name, plain.replace(/\\(["'$`\\])/g, '$1'))
  }
  return variables
}

/** The distribution that an os-release describes; null where it is none that we know. Pure. */
export function distributionOf(osRelease: string): Distribution | null {
  const variables = parseOsRelease(osRelease)
  const id = variables.get('ID') ?? ''
  const like = (variables.get('ID_LIKE') ?? '').split(/\s+/)
  const manager = [id, ...like]
    .map((name) => managers.get(name))
    .find((found) => found !== undefined)
  if (manager === undefined) return null
  const version = Number.parseFloat(variables.get('VERSION_ID') ?? '')
  return { manager, id, version: Number.isNaN(version) ? Number.POSITIVE_INFINITY : version }
}

/**
 * The distribution of this computer. null where it is none that we know, and where packages cannot
 * be installed into what runs.
 */
export async function findDistribution(
  places: Pick<HostPlaces, 'osRelease' | 'ostree'>,
): Promise<Distribution | null> {
  const isWhole = await access(places.ostree).then(
    () => true,
    () => false,
  )
  if (isWhole) return null
  for (const path of places.osRelease) {
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text !== null) return distributionOf(text)
  }
  return null
}
