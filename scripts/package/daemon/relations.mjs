/** What guesthoused runs with, and starts. */
export const depends = /** @type {const} */ ([
  'nodejs (>= 18)',
  // setpriv, with --ambient-caps
  'util-linux (>= 2.33)',
  // setfacl, which gives a console to one account
  'acl',
  'iproute2',
  // systemd-sysusers and systemd-tmpfiles, and who starts the services
  'systemd',
  'dbus',
  'polkitd | policykit-1',
])

/** What machines are made with. Without passt, which cannot lock itself in below the daemon's unit. */
export const recommends = /** @type {const} */ ([
  'qemu-system-x86',
  'qemu-utils',
  'ovmf',
  'swtpm',
  'swtpm-tools',
])

export const suggests = /** @type {const} */ (['guesthouse'])
