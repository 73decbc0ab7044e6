import type { SystemNeeds } from '../../../../shared/domain/provision.ts'
import type { RangeFile } from '../read-range.ts'
import { plainText } from '../remarks.ts'
import { isoHas, readIsoFile } from './find-file.ts'
import { knownSystems, WINDOWS_LABEL, WINDOWS_NEEDS } from './known-systems.ts'
import type { IsoVolume } from './volume.ts'

/** Characters of a system's name (the description's limit). */
const NAME_MAX = 64

/** What an installation image installs. */
export interface InstalledSystem {
  readonly osName: string | null
  readonly os: 'linux' | 'windows' | 'other'
  readonly needs: SystemNeeds | null
  /** Of the computer that it is for. */
  readonly processor: 'x86' | 'x86-64' | 'other' | null
}

/**
 * The system of a disc, by what it says of itself: .disk/info (Debian, Ubuntu and theirs), .treeinfo
 * (Fedora, Red Hat and theirs; productmd's format), its label.
 */
export async function recogniseSystem(
  file: RangeFile,
  volume: IsoVolume,
  fileName: string,
): Promise<InstalledSystem> {
  const label = plainText(volume.label, NAME_MAX)
  const windows = recogniseWindows(label, fileName)
  if (windows !== null) return windows
  const { root } = volume
  const info = root === null ? null : await readIsoFile(file, root, ['.disk', 'info'])
  const tree = root === null ? null : await readIsoFile(file, root, ['.treeinfo'])
  const about = info === null ? '' : plainText(info, 200)
  const line = about.replace(/["“”]/g, '')
  const byWords = firstKnown([line, label])
  const processor = processorOf(`${line} ${label} ${treeValue(tree, 'arch') ?? ''} ${fileName}`)
  const fromTree = treeName(tree)
  if (byWords !== null) return { ...byWords, osName: fromTree ?? byWords.osName, processor }
  if (fromTree !== null) return { osName: fromTree, os: 'linux', needs: null, processor }
  const isLinux = info !== null || (root !== null && (await looksLikeLinux(file, root)))
  const osName = info !== null ? firstWords(line) : null
  return { osName, os: isLinux ? 'linux' : 'other', needs: null, processor }
}

function firstKnown(lines: readonly string[]): Omit<InstalledSystem, 'processor'> | null {
  for (const line of lines) {
    for (const { pattern, name, os, needs } of knownSystems) {
      const match = pattern.exec(line)
      if (match === null) continue
      const osName = name.replace(/\$(\d)/g, (_, index: string) => match[Number(index)] ?? '')
      return { osName: plainText(osName, NAME_MAX), os, needs }
    }
  }
  return null
}

function recogniseWindows(label: string, fileName: string): InstalledSystem | null {
  const match = WINDOWS_LABEL.exec(label)
  if (match === null) return null
  // The label says which processor, and the name under which Microsoft offers it which Windows.
  const version = /(?:^|[^a-z])win(?:dows)?[ _-]?(7|8\.1|8|10|11)(?!\d)/i.exec(
    `${label} ${fileName}`,
  )?.[1]
  const server = /server[ _-]?(20\d\d)/i.exec(`${label} ${fileName}`)?.[1]
  const processor = (match[1] ?? 'X64').toUpperCase()
  return {
    osName:
      server !== undefined
        ? `Windows Server ${server}`
        : version === undefined
          ? 'Windows'
          : `Windows ${version}`,
    os: 'windows',
    needs: WINDOWS_NEEDS,
    processor: processor === 'X86' ? 'x86' : processor === 'A64' ? 'other' : 'x86-64',
  }
}

/** "Fedora 42" of a .treeinfo's [release] or [general]. */
function treeName(tree: string | null): string | null {
  const name = treeValue(tree, 'name') ?? treeValue(tree, 'family')
  return name === null || name === '' ? null : plainText(name, NAME_MAX)
}

function treeValue(tree: string | null, key: string): string | null {
  if (tree === null) return null
  let section = ''
  for (const line of tree.split('\n')) {
    section = /^\[([\w-]+)\]/.exec(line)?.[1] ?? section
    const value = /^(\w+)\s*=\s*(.*)$/.exec(line)
    const wanted = section === 'release' || section === 'general' || section === 'tree'
    if (wanted && value?.[1] === key) return (value[2] ?? '').trim()
  }
  return null
}

function processorOf(words: string): InstalledSystem['processor'] {
  if (/amd64|x86[_-]64|x64/i.test(words)) return 'x86-64'
  if (/arm64|aarch64|ppc64|s390x|riscv64/i.test(words)) return 'other'
  return /i[3-6]86|x86/i.test(words) ? 'x86' : null
}

async function looksLikeLinux(file: RangeFile, root: NonNullable<IsoVolume['root']>) {
  for (const name of ['isolinux', 'syslinux', 'casper', 'live', 'LiveOS', 'arch', 'vmlinuz']) {
    if (await isoHas(file, root, name)) return true
  }
  return false
}

/** "Debian GNU/Linux 13.1.0 Trixie - Official amd64 NETINST …" up to its dash. */
const firstWords = (line: string): string | null => {
  const words = plainText(line.split(' - ')[0] ?? '', NAME_MAX)
  return words === '' ? null : words
}
