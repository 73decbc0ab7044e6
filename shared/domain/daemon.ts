/**
 * What the administrator can switch on and off for the machines that belong to the computer
 * (`[features]` of /etc/guesthouse/daemon.toml).
 */
export const daemonFeatures = [
  /** QEMU runs as an account of its own, not as the daemon's. */
  'separate-qemu-account',
  /** TAP devices on bridges, for the session's guests as well. */
  'bridged-networking',
  /** A bridge of ours whose guests reach the outside by address translation. */
  'nat-network',
  /** Guests reach the outside through a program of the daemon's own (passt, slirp). */
  'user-networking',
  /** Disks that callers send are made guests' own. */
  'import-files',
  /** USB devices that the administrator listed are lent to guests. */
  'host-usb',
  /** Guests that are to start with the computer are started. */
  'autostart',
] as const
export type DaemonFeature = (typeof daemonFeatures)[number]

export const DAEMON_BUS_NAME = 'org.guesthouse.Manager1'
export const DAEMON_PATH = '/org/guesthouse/Manager1'
export const DAEMON_CONFIG_FILE = '/etc/guesthouse/daemon.toml'
