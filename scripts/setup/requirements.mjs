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
    electronLibrary('libnotify', 'libnotify.so.4', {
      apt: ['libnotify4'],
      dnf: ['libnotify'],
      zypper: ['libnotify4'],
      pacman: ['libnotify'],
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
    name: 'git',
    without: 'lint cannot tell which files are sources',
    probes: [{ command: 'git' }],
    packages: { apt: ['git'], dnf: ['git'], zypper: ['git'], pacman: ['git'] },
    only: 'test',
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
  {
    name: 'a sound server',
    without: 'the tests of sound fail',
    // PipeWire's stand-in will do; installing PulseAudio beside it would take it away.
    probes: [{ command: 'pulseaudio' }, { command: 'pipewire-pulse' }],
    packages: {
      apt: ['pulseaudio'],
      dnf: ['pipewire-pulseaudio'],
      zypper: ['pulseaudio'],
      pacman: ['pulseaudio'],
    },
    only: 'test',
  },
  {
    name: 'parec and pactl',
    without: 'the tests of sound fail',
    probes: [{ command: 'parec' }],
    packages: {
      apt: ['pulseaudio-utils'],
      dnf: ['pulseaudio-utils'],
      zypper: ['pulseaudio-utils'],
      pacman: ['libpulse'],
    },
    only: 'test',
  },
  {
    name: 'busctl and systemd-inhibit',
    without: 'the tests of what a desktop with systemd does fail',
    probes: [{ command: 'busctl' }],
    packages: {
      apt: ['systemd'],
      dnf: ['systemd'],
      zypper: ['systemd'],
      pacman: ['systemd'],
    },
    only: 'test',
  },
  {
    name: 'gdbus',
    without: 'the tests of a computer that is switched off fail',
    probes: [{ command: 'gdbus' }],
    packages: {
      apt: ['libglib2.0-bin'],
      dnf: ['glib2'],
      zypper: ['glib2-tools'],
      pacman: ['glib2'],
    },
    only: 'test',
  },
  {
    // Node passes no descriptors, which a lock of logind is.
    name: 'Python',
    without: 'the tests of a computer that is switched off fail',
    probes: [{ command: 'python3' }],
    packages: { apt: ['python3'], dnf: ['python3'], zypper: ['python3'], pacman: ['python'] },
    only: 'test',
  },
  {
    // A stand-in for the desktop's own server of notifications.
    name: 'PyGObject',
    without: 'the test of notifications fails',
    probes: [
      { file: '/usr/lib/python3/dist-packages/gi/__init__.py' },
      { file: '/usr/lib*/python3*/site-packages/gi/__init__.py' },
    ],
    packages: {
      apt: ['python3-gi'],
      dnf: ['python3-gobject-base', 'python3-gobject'],
      zypper: ['python3-gobject'],
      pacman: ['python-gobject'],
    },
    only: 'test',
  },
  {
    name: 'ip',
    without: 'the tests of networks fail',
    probes: [{ command: 'ip' }],
    packages: { apt: ['iproute2'], dnf: ['iproute'], zypper: ['iproute2'], pacman: ['iproute2'] },
    only: 'test',
  },
  ...[
    systemGuestTool('mmdebstrap', 'mmdebstrap'),
    systemGuestTool('genext2fs', 'genext2fs'),
    systemGuestTool('resize2fs', 'e2fsprogs'),
    // With it mmdebstrap works without root.
    systemGuestTool('newuidmap', 'uidmap'),
  ],
  {
    name: 'as and ld',
    without: 'the image that proves KVM cannot be assembled',
    probes: [{ command: 'ld' }],
    packages: {
      apt: ['binutils'],
      dnf: ['binutils'],
      zypper: ['binutils'],
      pacman: ['binutils'],
    },
    only: 'test',
  },
  {
    // Half a megabyte that draws on the screen within seconds.
    name: "iPXE's disc",
    without: 'the test that starts a machine from an installation image fails',
    probes: [{ file: '/usr/lib/ipxe/ipxe.iso' }, { file: '/usr/share/ipxe/ipxe.iso' }],
    packages: {
      apt: ['ipxe'],
      dnf: ['ipxe-bootimgs-x86', 'ipxe-bootimgs'],
      zypper: ['ipxe-bootimgs'],
      pacman: ['ipxe'],
    },
    only: 'test',
  },
  {
    name: 'fonts',
    without: 'text on screenshots cannot be read',
    probes: [
      { file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' },
      { file: '/usr/share/fonts/*/DejaVuSans.ttf' },
    ],
    packages: {
      apt: ['fonts-dejavu-core'],
      dnf: ['dejavu-sans-fonts'],
      zypper: ['dejavu-fonts'],
      pacman: ['ttf-dejavu'],
    },
    only: 'test',
  },
  {
    name: 'emoji',
    without: 'emoji on screenshots are boxes',
    probes: [
      { file: '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf' },
      { file: '/usr/share/fonts/*/NotoColorEmoji.ttf' },
      { file: '/usr/share/fonts/*/Noto-COLRv1.ttf' },
    ],
    packages: {
      apt: ['fonts-noto-color-emoji'],
      dnf: ['google-noto-color-emoji-fonts'],
      zypper: ['google-noto-coloremoji-fonts'],
      pacman: ['noto-fonts-emoji'],
    },
    only: 'test',
  },
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

/**
 * What lays out the test guest with systemd. It is made of the packages of this computer's own
 * release, so where there is no apt the tests that boot it fail, and nothing is installed for it.
 * @param {string} command
 * @param {string} apt
 * @returns {Requirement}
 */
function systemGuestTool(command, apt) {
  return {
    name: command,
    without: 'the test guest with systemd cannot be made',
    probes: [{ command }],
    packages: { apt: [apt], dnf: [], zypper: [], pacman: [] },
    only: 'test',
    manager: 'apt',
  }
}
