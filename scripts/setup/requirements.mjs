import { requirementsOfPackages } from './requirements-of-packages.mjs'
import { requirementsOfTests } from './requirements-of-tests.mjs'

/**
 * What the computer has to have, how to tell that it is there, and which package brings it.
 * A requirement is met where any one of its probes finds something. Several names for one
 * package manager are alternatives, newest first: the first one that it knows is installed.
 *
 * @typedef {{ command: string } | { library: string } | { file: string }} Probe
 * library: a soname as the dynamic linker lists it; file: absolute, `*` for one name
 * @typedef {'apt' | 'dnf' | 'zypper' | 'pacman'} Manager
 * @typedef {{
 *   name: string,
 *   without: string,
 *   probes: readonly Probe[],
 *   packages: Readonly<Record<Manager, readonly string[]>>,
 *   only?: 'test' | 'virtual screen',
 *   needed?: 'window',
 *   manager?: Manager,
 * }} Requirement
 * only: 'virtual screen' for tests, and for the app where there is no display;
 * without: what does not work where it is missing; needed: 'window' where no window opens at all;
 * manager: asked for only where packages are installed by it
 */

/** @type {readonly Requirement[]} */
export const requirements = [
  {
    name: 'QEMU',
    without: 'no machine can be started',
    probes: [
      { command: 'qemu-system-x86_64' },
      { command: 'qemu-kvm' },
      { file: '/usr/libexec/qemu-kvm' },
    ],
    packages: {
      apt: ['qemu-system-x86'],
      dnf: ['qemu-system-x86', 'qemu-kvm'],
      zypper: ['qemu-x86'],
      pacman: ['qemu-desktop'],
    },
  },
  {
    name: 'qemu-img',
    without: 'no disk can be made',
    probes: [{ command: 'qemu-img' }],
    packages: {
      apt: ['qemu-utils'],
      dnf: ['qemu-img'],
      zypper: ['qemu-img', 'qemu-tools'],
      pacman: ['qemu-img'],
    },
  },
  {
    name: 'UEFI firmware (OVMF)',
    without: 'no machine can boot by UEFI',
    probes: [
      { file: '/usr/share/OVMF/OVMF_CODE*.fd' },
      { file: '/usr/share/edk2/*/OVMF_CODE*' },
      { file: '/usr/share/qemu/ovmf-x86_64*' },
    ],
    packages: {
      apt: ['ovmf'],
      dnf: ['edk2-ovmf'],
      zypper: ['qemu-ovmf-x86_64'],
      pacman: ['edk2-ovmf'],
    },
  },
  {
    name: 'swtpm',
    without: 'no machine can have a TPM',
    probes: [{ command: 'swtpm' }],
    packages: { apt: ['swtpm'], dnf: ['swtpm'], zypper: ['swtpm'], pacman: ['swtpm'] },
  },
  {
    name: 'swtpm_setup',
    without: 'no machine can have a TPM',
    probes: [{ command: 'swtpm_setup' }],
    packages: { apt: ['swtpm-tools'], dnf: ['swtpm-tools'], zypper: ['swtpm'], pacman: ['swtpm'] },
  },
  {
    name: 'passt',
    without: "networking falls back to QEMU's own, which is slower",
    probes: [{ command: 'passt' }],
    packages: { apt: ['passt'], dnf: ['passt'], zypper: ['passt'], pacman: ['passt'] },
  },
  {
    name: 'virtiofsd',
    without: 'folders are shared through 9p, which is slower',
    // No program that people call: most distributions keep it out of PATH.
    probes: [
      { command: 'virtiofsd' },
      { file: '/usr/libexec/virtiofsd' },
      { file: '/usr/lib/virtiofsd' },
      { file: '/usr/lib/qemu/virtiofsd' },
      { file: '/usr/libexec/virtiofsd/virtiofsd' },
    ],
    packages: {
      // Debian 12 and Ubuntu 22.04 have it with QEMU's own.
      apt: ['virtiofsd', 'qemu-system-common'],
      dnf: ['virtiofsd'],
      zypper: ['virtiofsd'],
      pacman: ['virtiofsd'],
    },
  },
  {
    name: "QEMU's part for PulseAudio",
    without: 'machines have no sound',
    probes: [
      { file: '/usr/lib/*/qemu/audio-pa.so' },
      { file: '/usr/lib/qemu/audio-pa.so' },
      { file: '/usr/lib64/qemu/audio-pa.so' },
      { file: '/usr/lib64/qemu-kvm/audio-pa.so' },
    ],
    packages: {
      apt: ['qemu-system-gui'],
      dnf: ['qemu-audio-pa'],
      zypper: ['qemu-audio-pa'],
      pacman: ['qemu-audio-pa'],
    },
  },
  {
    name: 'libpulse',
    without: 'machines have no sound',
    probes: [{ library: 'libpulse.so.0' }],
    packages: {
      apt: ['libpulse0'],
      dnf: ['pulseaudio-libs'],
      zypper: ['libpulse0'],
      pacman: ['libpulse'],
    },
  },
  ...[
    electronLibrary('GTK 3', 'libgtk-3.so.0', {
      apt: ['libgtk-3-0t64', 'libgtk-3-0'],
      dnf: ['gtk3'],
      zypper: ['libgtk-3-0', 'gtk3'],
      pacman: ['gtk3'],
    }),
    electronLibrary('NSS', 'libnss3.so', {
      apt: ['libnss3'],
      dnf: ['nss'],
      zypper: ['mozilla-nss'],
      pacman: ['nss'],
    }),
    electronLibrary('ALSA', 'libasound.so.2', {
      apt: ['libasound2t64', 'libasound2'],
      dnf: ['alsa-lib'],
      zypper: ['libasound2', 'alsa'],
      pacman: ['alsa-lib'],
    }),
    electronLibrary('GBM', 'libgbm.so.1', {
      apt: ['libgbm1'],
      dnf: ['mesa-libgbm'],
      zypper: ['libgbm1'],
      pacman: ['mesa'],
    }),
    electronLibrary('CUPS', 'libcups.so.2', {
      apt: ['libcups2t64', 'libcups2'],
      dnf: ['cups-libs'],
      zypper: ['libcups2'],
      pacman: ['libcups'],
    }),
    electronLibrary('AT-SPI', 'libatk-bridge-2.0.so.0', {
      apt: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
      dnf: ['at-spi2-atk'],
      zypper: ['libatk-bridge-2_0-0'],
      pacman: ['at-spi2-core'],
    }),
    electronLibrary('libsecret', 'libsecret-1.so.0', {
      apt: ['libsecret-1-0'],
      dnf: ['libsecret'],
      zypper: ['libsecret-1-0'],
      pacman: ['libsecret'],
    }),
    electronLibrary('XTest', 'libXtst.so.6', {
      apt: ['libxtst6'],
      dnf: ['libXtst'],
      zypper: ['libXtst6'],
      pacman: ['libxtst'],
    }),
  ],
  {
    name: 'xdg-open',
    without: 'links do not open in the browser',
    probes: [{ command: 'xdg-open' }],
    packages: {
      apt: ['xdg-utils'],
      dnf: ['xdg-utils'],
      zypper: ['xdg-utils'],
      pacman: ['xdg-utils'],
    },
  },
  {
    name: 'D-Bus',
    without: 'there is no tray icon and no notification where the desktop has no session bus',
    probes: [{ command: 'dbus-daemon' }],
    packages: {
      apt: ['dbus-daemon', 'dbus'],
      dnf: ['dbus-daemon'],
      zypper: ['dbus-1-daemon', 'dbus-1'],
      pacman: ['dbus'],
    },
  },
  {
    name: 'setpriv',
    without: 'nothing can be started as root',
    probes: [{ command: 'setpriv' }],
    packages: {
      apt: ['util-linux'],
      dnf: ['util-linux'],
      zypper: ['util-linux'],
      pacman: ['util-linux'],
    },
  },
  {
    name: 'Xvfb',
    without: 'no window opens without a display',
    probes: [{ command: 'Xvfb' }],
    packages: {
      apt: ['xvfb'],
      dnf: ['xorg-x11-server-Xvfb'],
      zypper: ['xorg-x11-server-Xvfb', 'xorg-x11-server-extra'],
      pacman: ['xorg-server-xvfb'],
    },
    only: 'virtual screen',
    needed: 'window',
  },
  ...requirementsOfTests,
  ...requirementsOfPackages,
]

/**
 * @param {string} name
 * @param {string} library
 * @param {Requirement['packages']} packages
 * @returns {Requirement}
 */
function electronLibrary(name, library, packages) {
  return {
    name,
    without: 'no window opens',
    probes: [{ library }],
    packages,
    needed: 'window',
  }
}
