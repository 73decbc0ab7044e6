import type { Distribution, PackageManager } from './distribution.ts'

type Names = Readonly<Record<PackageManager, readonly string[]>>

/** What can be installed, by the names of the distributions' packages. */
const packages = {
  qemu: {
    apt: ['qemu-system-x86', 'qemu-utils'],
    dnf: ['qemu-kvm', 'qemu-img'],
    zypper: ['qemu-x86', 'qemu-img'],
    pacman: ['qemu-desktop'],
  },
  'qemu-img': {
    apt: ['qemu-utils'],
    dnf: ['qemu-img'],
    zypper: ['qemu-img'],
    pacman: ['qemu-img'],
  },
  firmware: {
    apt: ['ovmf'],
    dnf: ['edk2-ovmf'],
    zypper: ['qemu-ovmf-x86_64'],
    pacman: ['edk2-ovmf'],
  },
  tpm: {
    apt: ['swtpm', 'swtpm-tools'],
    dnf: ['swtpm', 'swtpm-tools'],
    zypper: ['swtpm'],
    pacman: ['swtpm'],
  },
  'sound-server': {
    apt: ['pipewire-audio'],
    dnf: ['pipewire-pulseaudio', 'wireplumber'],
    zypper: ['pipewire-pulseaudio', 'wireplumber'],
    pacman: ['pipewire-pulse', 'wireplumber'],
  },
  'sound-pulse': {
    apt: ['qemu-system-gui'],
    dnf: ['qemu-audio-pa'],
    zypper: ['qemu-audio-pa'],
    pacman: ['qemu-audio-pa'],
  },
  'sound-pipewire': {
    apt: ['qemu-system-gui'],
    dnf: ['qemu-audio-pipewire'],
    zypper: ['qemu-audio-pipewire'],
    pacman: ['qemu-audio-pipewire'],
  },
  passt: { apt: ['passt'], dnf: ['passt'], zypper: ['passt'], pacman: ['passt'] },
  'bridge-helper': {
    apt: ['qemu-system-common'],
    dnf: ['qemu-common'],
    zypper: ['qemu-tools'],
    pacman: ['qemu-common'],
  },
  virtiofsd: {
    apt: ['virtiofsd'],
    dnf: ['virtiofsd'],
    zypper: ['virtiofsd'],
    pacman: ['virtiofsd'],
  },
  opengl: {
    apt: ['qemu-system-modules-opengl'],
    dnf: ['qemu-device-display-virtio-vga-gl'],
    zypper: ['qemu-hw-display-virtio-vga'],
    pacman: ['qemu-hw-display-virtio-vga-gl'],
  },
  'tray-extension': {
    apt: ['gnome-shell-extension-appindicator'],
    dnf: ['gnome-shell-extension-appindicator'],
    zypper: [],
    pacman: ['gnome-shell-extension-appindicator'],
  },
} as const satisfies Record<string, Names>

export type Part = keyof typeof packages

/**
 * The releases that have a package first, or have one that is new enough: passt came with Debian 12
 * and Ubuntu 23.04, the virtiofsd that works for users (1.13) with Debian 13 and Ubuntu 25.04, and
 * QEMU's OpenGL was split off with Debian 13 and Ubuntu 24.04.
 */
const since: Partial<Record<Part, Readonly<Record<string, number>>>> = {
  passt: { debian: 12, ubuntu: 23.04 },
  'sound-server': { debian: 12, ubuntu: 22.1 },
  virtiofsd: { debian: 13, ubuntu: 25.04 },
  opengl: { debian: 13, ubuntu: 24.04 },
}

/** The packages that bring a part; empty where this release has none that would do. Pure. */
export function packagesFor(part: Part, { manager, id, version }: Distribution): readonly string[] {
  const first = since[part]?.[id]
  return first !== undefined && version < first ? [] : packages[part][manager]
}
