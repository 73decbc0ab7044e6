/**
 * Beginnings of switches that are not ours but Chromium's, Electron's or Node's, which read the same
 * command line themselves. A list of all of them would be of thousands and of one version; none of
 * our own options begins so. https://www.electronjs.org/docs/latest/api/command-line-switches
 */
const beginnings = [
  ...['allow-', 'auth-', 'auto', 'block-', 'default-', 'device-', 'diagnostics', 'disable-'],
  ...['disk-', 'dns-', 'enable', 'field-trial', 'flag-switches', 'font-', 'force-', 'gpu-', 'gtk-'],
  ...['high-dpi', 'host-', 'ignore-', 'in-process', 'incognito', 'inspect', 'js-flags', 'lang='],
  ...['log-', 'max-', 'net-', 'no-sandbox', 'no-zygote', 'no-proxy', 'no-first-run', 'original-'],
  ...['ozone-', 'password-store', 'proxy-', 'remote-', 'renderer-', 'site-per', 'test-type'],
  ...['trace-', 'touch-', 'unsafely-', 'use-', 'user-agent', 'user-data-dir', 'v=', 'vmodule='],
  ...['wayland-', 'webrtc-', 'xdg-', 'zygote-'],
]

export const isChromiumSwitch = (argument: string): boolean =>
  argument.startsWith('--') && beginnings.some((beginning) => argument.startsWith(beginning, 2))
