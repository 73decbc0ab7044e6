import path from 'node:path'
import { daemonFolder } from '../../build/daemon-bundle.mjs'
import { root } from '../../lib/paths.mjs'
import { manifest } from '../identity.mjs'

export const daemonName = `${manifest.name}-daemon`

/** Where the program and what starts it are. */
export const daemonLibDir = `/usr/lib/${daemonName}`

const busName = 'org.guesthouse.Manager1'

/** @param {string} file */
const asset = (file) => path.join(root, 'assets', file)
/** @param {string} file */
const built = (file) => path.join(daemonFolder, file)

/** An administrator's; dpkg keeps what was changed in it. */
export const configFile = '/etc/guesthouse/daemon.toml'

/**
 * What the package installs: the path there, and the file it is made of. A target that ends in .gz is
 * compressed. A package of another kind installs the same.
 * @type {readonly { target: string, source: string, executable?: true }[]}
 */
export const daemonFiles = [
  { target: `${daemonLibDir}/guesthoused`, source: built('guesthoused'), executable: true },
  { target: `${daemonLibDir}/guesthoused.cjs`, source: built('guesthoused.cjs') },
  { target: configFile, source: asset('daemon/daemon.toml') },
  ...['guesthoused.service', 'guesthouse-network.service'].map((unit) => ({
    target: `/usr/lib/systemd/system/${unit}`,
    source: asset(`systemd/${unit}`),
  })),
  {
    target: `/usr/lib/sysusers.d/${daemonName}.conf`,
    source: asset('sysusers/guesthouse.conf'),
  },
  {
    target: `/usr/lib/tmpfiles.d/${daemonName}.conf`,
    source: asset('tmpfiles/guesthouse.conf'),
  },
  {
    target: `/usr/share/dbus-1/system.d/${busName}.conf`,
    source: asset(`dbus/${busName}.conf`),
  },
  {
    target: `/usr/share/dbus-1/system-services/${busName}.service`,
    source: asset(`dbus/${busName}.service`),
  },
  {
    target: `/usr/share/polkit-1/actions/${busName}.policy`,
    source: asset(`polkit/${busName}.policy`),
  },
  { target: '/usr/share/man/man8/guesthoused.8.gz', source: asset('man/guesthoused.8') },
]

/** The command, and where the link leads. */
export const daemonLink = {
  target: '/usr/bin/guesthoused',
  to: `../lib/${daemonName}/guesthoused`,
}
