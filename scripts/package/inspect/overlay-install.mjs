import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { which } from '../../lib/command.mjs'
import { isRoot } from '../../lib/privilege.mjs'
import { configFile, daemonName } from '../daemon/installed-files.mjs'
import { demand } from './check.mjs'

/** Puts a tree over this computer's, in a name space of its own: what is changed in it is gone at its end. */
const overlay = `set -e
mount -t tmpfs none "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay none -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"
mount --bind /dev "$1/root/dev"
mount -t tmpfs none "$1/root/run"
`

/** What a computer goes through with the package; ends with the first thing that is not so. */
const life = `set -eu
fail() { echo "$1" >&2; exit 1; }
same() { [ "$1" = "$2" ] || fail "$3: $1"; }
daemon=/etc/systemd/system/guesthoused.service.d/50-features.conf
network=/etc/systemd/system/guesthouse-network.service.d/50-features.conf

# This computer may have the accounts of a set-up for tests.
for account in guesthoused guesthouse-qemu guesthouse-network; do
    if getent passwd "$account"; then userdel "$account"; fi
done
for group in guesthoused guesthouse-qemu guesthouse-network; do
    if getent group "$group"; then groupdel "$group"; fi
done

# Node may be here without a package.
dpkg --force-depends --install /package.deb
same "$(id -nG guesthoused | tr ' ' '\\n' | sort | xargs)" 'guesthouse-qemu guesthoused kvm' 'guesthoused is in'
same "$(id -nG guesthouse-qemu | tr ' ' '\\n' | sort | xargs)" 'guesthouse-qemu kvm' 'guesthouse-qemu is in'
same "$(id -nG guesthouse-network)" guesthouse-network 'guesthouse-network is in'
same "$(stat -c '%a %U %G' /var/lib/guesthouse)" '710 guesthoused guesthouse-qemu' /var/lib/guesthouse
same "$(stat -c '%a %U %G' /run/guesthouse-network)" '750 guesthouse-network guesthoused' /run/guesthouse-network
grep -qx 'AmbientCapabilities=CAP_SETGID CAP_SETUID' "$daemon" || fail 'it was not configured'
[ ! -e "$network" ] || fail 'the network service was configured'

# Whoever calls starts it only once an administrator has enabled it; what that made goes with the package.
links='/etc/systemd/system/multi-user.target.wants/guesthoused.service /etc/systemd/system/dbus-org.guesthouse.Manager1.service'
for link in $links; do [ ! -L "$link" ] || fail "$link is there"; done
systemctl enable guesthoused.service
for link in $links; do [ -L "$link" ] || fail "$link is not there"; done

# Another version keeps what an administrator chose, and makes what it needs of it.
sed -i 's/^bridged-networking = false/bridged-networking = true/' ${configFile}
dpkg --force-depends --install /package.deb
grep -qx 'bridged-networking = true' ${configFile} || fail 'the configuration was replaced'
grep -qx 'AmbientCapabilities=CAP_NET_ADMIN' "$network" || fail 'it was not configured again'

# One that cannot be used is said, and changes nothing.
echo 'bridges' >> ${configFile}
cp "$daemon" /before
dpkg --force-depends --install /package.deb 2>&1 | grep -q 'Line [0-9]* of ${configFile}' || fail 'nothing was said'
cmp "$daemon" /before

# Machines stay, and nothing else.
mkdir /var/lib/guesthouse/guests/machine
dpkg --purge ${daemonName}
[ -d /var/lib/guesthouse/guests/machine ] || fail 'a machine is gone'
left=$(find /etc /usr/lib /usr/share /usr/bin /var/log /var/cache -path '*guesthouse-daemon*' -o -path '*guesthoused*' -o -path '*org.guesthouse.Manager1*' -o -path '*50-features.conf')
same "$left" '' 'left behind'
`

/** @returns {string | undefined} why the package cannot be tried on this computer */
export function noOverlay() {
  if (!isRoot) return 'it needs root'
  if (!which('dpkg')) return 'this computer has no dpkg'
  const dir = mkdtempSync(path.join(os.tmpdir(), 'guesthouse-overlay-'))
  try {
    const { status } = inOverlay(dir, 'true')
    return status === 0 ? undefined : 'this computer puts no file system over its own'
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** @param {string} dir an empty one @param {string} script @param {string} [file] put at its top */
const inOverlay = (dir, script, file = '') =>
  spawnSync(
    'unshare',
    [
      ...['--mount', '--propagation', 'private', 'sh', '-c'],
      `${overlay}if [ -n "$3" ]; then cp "$3" "$1/root/package.deb"; fi\nexec chroot "$1/root" sh -c "$2"`,
      ...['sh', dir, script, file],
    ],
    { encoding: 'utf8', cwd: '/', env: { ...process.env, LC_ALL: 'C.UTF-8' } },
  )

/**
 * Installs, changes and removes the package in a copy of this computer that nobody else sees: for real it
 * would leave accounts.
 * @param {string} deb
 */
export function livesInOverlay(deb) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'guesthouse-overlay-'))
  try {
    const { status, stderr, stdout } = inOverlay(dir, life, deb)
    demand(status === 0, `${stdout.slice(-2000)}\n${stderr.slice(-2000)}`)
  } finally {
    rmSync(dir, { recursive: true })
  }
}
