/** @typedef {import('./requirements.mjs').Requirement} Requirement */

/**
 * What the tests of packages and of the desktop's files need, and the one of Wayland.
 * @type {readonly Requirement[]}
 */
export const requirementsOfPackages = [
  {
    name: 'desktop-file-validate',
    without: 'the desktop entry is not checked, and the stage "package" fails',
    probes: [{ command: 'desktop-file-validate' }],
    packages: {
      apt: ['desktop-file-utils'],
      dnf: ['desktop-file-utils'],
      zypper: ['desktop-file-utils'],
      pacman: ['desktop-file-utils'],
    },
    only: 'test',
  },
  {
    name: 'appstreamcli',
    without: 'the metainfo is not checked, and the stage "package" fails',
    probes: [{ command: 'appstreamcli' }],
    packages: {
      apt: ['appstream'],
      dnf: ['appstream'],
      zypper: ['AppStream'],
      pacman: ['appstream'],
    },
    only: 'test',
  },
  {
    name: 'update-mime-database',
    without: 'the type of files is not checked, and the stage "package" fails',
    probes: [{ command: 'update-mime-database' }],
    packages: {
      apt: ['shared-mime-info'],
      dnf: ['shared-mime-info'],
      zypper: ['shared-mime-info'],
      pacman: ['shared-mime-info'],
    },
    only: 'test',
  },
  {
    name: 'groff',
    without: 'the manual page is not checked, and the stage "package" fails',
    probes: [{ command: 'groff' }],
    packages: { apt: ['groff-base'], dnf: ['groff-base'], zypper: ['groff'], pacman: ['groff'] },
    only: 'test',
  },
  {
    name: 'xwininfo',
    without: 'the class of windows is not checked, and the stage "package" fails',
    probes: [{ command: 'xwininfo' }],
    packages: {
      apt: ['x11-utils'],
      dnf: ['xwininfo'],
      zypper: ['xwininfo'],
      pacman: ['xorg-xwininfo'],
    },
    only: 'test',
  },
  {
    name: 'lintian',
    without: 'the deb is not checked, and the stage "package" fails',
    probes: [{ command: 'lintian' }],
    packages: { apt: ['lintian'], dnf: [], zypper: [], pacman: [] },
    only: 'test',
    manager: 'apt',
  },
  {
    name: 'weston',
    without: 'the test of Wayland fails',
    probes: [{ command: 'weston' }],
    packages: { apt: ['weston'], dnf: ['weston'], zypper: ['weston'], pacman: ['weston'] },
    only: 'test',
  },
]
