import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { homedir } from 'node:os'

/** Where a session libvirt keeps its machines, and Boxes their disks (virQEMUDriverConfigNew). */
export interface LibvirtPlace {
  /** Descriptions, and below it variables of UEFI, states of TPMs and saved machines. */
  readonly configDir: string
  /** Process numbers of what runs; null where it is in a container that cannot be looked into. */
  readonly runDir: string | null
  /** Where GNOME Boxes makes disks. */
  readonly boxesImages: string
  /** Whether nobody but Boxes uses it. */
  readonly isBoxes: boolean
}

/** Machines of one place that are looked at. */
const MACHINES_MAX = 500

/** The home of the person whose environment it is. */
export const homeOf = (env: NodeJS.ProcessEnv): string => {
  const home = env['HOME']
  return home?.startsWith('/') ? home : homedir()
}

/** The session's own, and that of Boxes as a Flatpak. */
export function libvirtPlaces(env: NodeJS.ProcessEnv): readonly LibvirtPlace[] {
  const home = homeOf(env)
  const base = (variable: string, usual: string): string => {
    const value = env[variable]
    return value?.startsWith('/') ? value : join(home, usual)
  }
  const runtime = env['XDG_RUNTIME_DIR']
  const flatpak = join(home, '.var/app/org.gnome.Boxes')
  return [
    {
      configDir: join(base('XDG_CONFIG_HOME', '.config'), 'libvirt/qemu'),
      runDir: runtime?.startsWith('/') ? join(runtime, 'libvirt/qemu/run') : null,
      boxesImages: join(base('XDG_DATA_HOME', '.local/share'), 'gnome-boxes/images'),
      isBoxes: false,
    },
    {
      configDir: join(flatpak, 'config/libvirt/qemu'),
      runDir: null,
      boxesImages: join(flatpak, 'data/gnome-boxes/images'),
      isBoxes: true,
    },
  ]
}

/** The descriptions of a place's machines. Networks and the like are in folders beside them. */
export async function descriptionsIn({ configDir }: LibvirtPlace): Promise<string[]> {
  const entries = await readdir(configDir, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.xml'))
    .map(({ name }) => join(configDir, name))
    .sort()
    .slice(0, MACHINES_MAX)
}
