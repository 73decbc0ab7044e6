/**
 * What Electron's binary is linked with. Debian and Ubuntu renamed some libraries for 64-bit times (t64) with Debian 13 and Ubuntu 24.04: the new name first,
 * because apt takes the first one that there is. scripts/package/inspect/libraries.mjs compares this
 * with the binary.
 */
export const depends = /** @type {const} */ ([
  'libasound2t64 | libasound2',
  'libatk-bridge2.0-0t64 | libatk-bridge2.0-0',
  'libatk1.0-0t64 | libatk1.0-0',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libc6',
  'libcairo2',
  'libcups2t64 | libcups2',
  'libdbus-1-3',
  'libdrm2',
  'libexpat1',
  'libgbm1',
  'libgcc-s1',
  'libglib2.0-0t64 | libglib2.0-0',
  'libgtk-3-0t64 | libgtk-3-0',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
  // Links of the pages open in the person's browser.
  'xdg-utils',
])

/** What machines are made with. Without any of it the window opens, and says what is missing. */
export const recommends = /** @type {const} */ ([
  'qemu-system-x86',
  'qemu-utils',
  // QEMU's part for sound.
  'qemu-system-gui',
  'ovmf',
  'swtpm',
  'swtpm-tools',
  'passt',
  'virtiofsd | qemu-system-common',
  'default-dbus-session-bus | dbus-session-bus',
  // What the host check offers to do needs the administrator's password.
  'pkexec | policykit-1',
])

export const suggests = /** @type {const} */ ([
  'gnome-shell-extension-appindicator',
  'pipewire-pulse | pulseaudio',
  'xdg-desktop-portal',
])
