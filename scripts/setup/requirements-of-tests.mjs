/** @typedef {import('./requirements.mjs').Requirement} Requirement */

/**
 * What the tests need besides what the app does.
 * @type {readonly Requirement[]}
 */
export const requirementsOfTests = [
  {
    name: 'git',
    without: 'lint cannot tell which files are sources',
    probes: [{ command: 'git' }],
    packages: { apt: ['git'], dnf: ['git'], zypper: ['git'], pacman: ['git'] },
    only: 'test',
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
    name: 'ip',
    without: 'the tests of networks fail',
    probes: [{ command: 'ip' }],
    packages: { apt: ['iproute2'], dnf: ['iproute'], zypper: ['iproute2'], pacman: ['iproute2'] },
    only: 'test',
  },
  {
    name: 'setfacl',
    without: 'the tests of consoles of the system daemon fail',
    probes: [{ command: 'setfacl' }],
    packages: { apt: ['acl'], dnf: ['acl'], zypper: ['acl'], pacman: ['acl'] },
    only: 'test',
  },
  {
    name: 'polkitd',
    without: 'the tests of who may use the system daemon fail',
    // No program that people call.
    probes: [
      { file: '/usr/lib/polkit-1/polkitd' },
      { file: '/usr/libexec/polkitd' },
      { file: '/usr/libexec/polkit-1/polkitd' },
    ],
    packages: {
      apt: ['polkitd', 'policykit-1'],
      dnf: ['polkit'],
      zypper: ['polkit'],
      pacman: ['polkit'],
    },
    only: 'test',
  },
  {
    name: 'systemd-sysusers',
    without: 'the tests of the system daemon that need its accounts are skipped',
    probes: [{ command: 'systemd-sysusers' }],
    packages: {
      apt: ['systemd'],
      dnf: ['systemd', 'systemd-standalone-sysusers'],
      zypper: ['systemd'],
      pacman: ['systemd'],
    },
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
