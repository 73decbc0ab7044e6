import type { SystemNeeds } from '../../../../shared/domain/provision.ts'

const GIB = 1024 ** 3

/** A system by what its discs say of themselves. */
export interface KnownSystem {
  /** Of the disc's label, or of the line in which it names itself. */
  readonly pattern: RegExp
  /** `$1` is the version. */
  readonly name: string
  readonly os: 'linux' | 'windows' | 'other'
  readonly needs: SystemNeeds | null
}

const needs = (memoryGiB: number, diskGiB: number): SystemNeeds => ({
  memoryMiB: memoryGiB * 1024,
  diskBytes: diskGiB * GIB,
})

const VERSION = '(\\d[\\d.]*(?: LTS)?)'
const linux = (
  pattern: string,
  name: string,
  [memoryGiB, diskGiB]: readonly [number, number],
): KnownSystem => ({
  ...{ pattern: new RegExp(pattern, 'i'), name, os: 'linux' },
  needs: needs(memoryGiB, diskGiB),
})

/**
 * In the order in which they are tried: a system that is made of another comes before it. What they
 * need is what their makers recommend for a desktop, as of 2025; for those without one, of a server.
 */
export const knownSystems: readonly KnownSystem[] = [
  linux(`^Linux Mint ${VERSION}`, 'Linux Mint $1', [4, 40]),
  linux(`^LMDE ${VERSION}`, 'LMDE $1', [4, 40]),
  linux(`^Pop[_!]*OS[ _]${VERSION}`, 'Pop!_OS $1', [4, 32]),
  linux(`^(?:K|X|L)?Ubuntu-Server ${VERSION}`, 'Ubuntu Server $1', [2, 25]),
  linux(`^Ubuntu(?: |-)${VERSION}`, 'Ubuntu $1', [4, 32]),
  linux(`^(?:Kubuntu|Xubuntu|Lubuntu) ${VERSION}`, 'Ubuntu $1', [4, 32]),
  linux(`^Debian (?:GNU/Linux )?${VERSION}`, 'Debian $1', [2, 32]),
  linux('^d-live ([\\d.]+)', 'Debian $1', [2, 32]),
  linux(`^Kali(?:-| )Linux(?: |-)?${VERSION}?`, 'Kali Linux $1', [4, 32]),
  linux(
    // Words in one way only: two for the same text take as long as somebody's disc wants.
    '^Fedora-(?:[A-Za-z]\\w*-)*(\\d+)',
    'Fedora $1',
    [4, 32],
  ),
  linux(`^RHEL-(\\d+)-(\\d+)`, 'Red Hat Enterprise Linux $1.$2', [4, 32]),
  linux('^CentOS-Stream-(\\d+)', 'CentOS Stream $1', [4, 32]),
  linux('^AlmaLinux-(\\d+)-(\\d+)', 'AlmaLinux $1.$2', [4, 32]),
  linux('^Rocky-(\\d+)-(\\d+)', 'Rocky Linux $1.$2', [4, 32]),
  linux('^OL-(\\d+)-(\\d+)', 'Oracle Linux $1.$2', [4, 32]),
  linux('^openSUSE-Leap-([\\d.]+)', 'openSUSE Leap $1', [4, 40]),
  linux('^openSUSE-Tumbleweed', 'openSUSE Tumbleweed', [4, 40]),
  linux('^SLE-(\\d+)', 'SUSE Linux Enterprise $1', [4, 40]),
  linux('^ARCH_\\d+', 'Arch Linux', [2, 32]),
  linux('^MANJARO', 'Manjaro', [4, 32]),
  linux('^EOS_', 'EndeavourOS', [4, 32]),
  linux('^nixos-(?:[a-z]+-)?([\\d.]+)', 'NixOS $1', [4, 32]),
  linux('^alpine-(?:[a-z]+ )?(?:v)?([\\d.]+)', 'Alpine Linux $1', [1, 8]),
  linux('^(?:gentoo|Gentoo)', 'Gentoo', [4, 32]),
  linux('^void', 'Void Linux', [2, 16]),
  linux('^Proxmox|^PVE', 'Proxmox VE', [4, 32]),
  {
    ...{ pattern: /^(\d+)_(\d+)_(?:RELEASE|STABLE|BETA\d*|RC\d*)_AMD64/i, name: 'FreeBSD $1.$2' },
    ...{ os: 'other', needs: needs(2, 20) },
  },
  {
    ...{ pattern: /^OpenBSD\/amd64 +([\d.]+)/i, name: 'OpenBSD $1', os: 'other' },
    needs: needs(1, 16),
  },
  { pattern: /^NETBSD_?(\d*)/i, name: 'NetBSD $1', os: 'other', needs: needs(1, 16) },
  { pattern: /^Haiku/i, name: 'Haiku', os: 'other', needs: needs(1, 8) },
  { pattern: /^(?:MT86PLUS|MEMTEST)/i, name: 'Memtest86+', os: 'other', needs: null },
  { pattern: /^iPXE/i, name: 'iPXE', os: 'other', needs: null },
  { pattern: /^GParted-live/i, name: 'GParted', os: 'linux', needs: null },
  { pattern: /^Clonezilla/i, name: 'Clonezilla', os: 'linux', needs: null },
]

/** What Microsoft asks for Windows 11, which is enough for the others. */
export const WINDOWS_NEEDS = needs(4, 64)

/**
 * Labels that Microsoft gives its discs, e.g. CCCOMA_X64FRE_EN-US_DV9: which edition and how it is
 * licensed, the processor, the language. They do not tell Windows 10 from 11.
 */
export const WINDOWS_LABEL =
  /^(?:[A-Z0-9]+_)?(?:[A-Z0-9_-]*_)?(X64|X86|A64)(?:FRE|CHK)[A-Z]*(?:_|$)|^(?:WIN|WINDOWS)[ _-]?(?:7|8|10|11|SERVER)/i
