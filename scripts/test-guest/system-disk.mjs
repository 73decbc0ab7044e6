import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { capture, runQuietly, which } from '../lib/command.mjs'
import { progress } from '../lib/console.mjs'
import { skeletonFiles } from './initramfs.mjs'

/** systemd, the agents, and what tests call in the guest. */
const packages = Object.freeze([
  ...['systemd-sysv', 'udev', 'dbus', 'kmod', 'iproute2', 'procps', 'alsa-utils'],
  ...['qemu-guest-agent', 'spice-vdagent'],
])

/**
 * Nobody reads these in a test guest, and udev is quicker without a hardware data base. A cursor
 * theme's index is needed to set up GTK's packages.
 */
const leftOut = Object.freeze([
  ...['path-exclude=/usr/share/doc/*', 'path-exclude=/usr/share/man/*'],
  ...['path-exclude=/usr/share/locale/*', 'path-exclude=/usr/share/icons/*/*'],
  ...['path-include=/usr/share/icons/*/*.theme', 'path-exclude=/usr/lib/udev/hwdb.d/*'],
])

/** Work for a system that lives on, or for another way to log in; each costs time at boot. */
const masked = Object.freeze([
  ...['serial-getty@ttyS0.service', 'getty@tty1.service', 'getty-static.service'],
  ...['apt-daily.timer', 'apt-daily-upgrade.timer', 'dpkg-db-backup.timer', 'fstrim.timer'],
  ...['e2scrub_all.timer', 'e2scrub_reap.service', 'systemd-tmpfiles-clean.timer'],
  ...['systemd-networkd-wait-online.service', 'systemd-pstore.service', 'alsa-restore.service'],
  ...['systemd-update-utmp.service', 'systemd-update-utmp-runlevel.service'],
  ...['systemd-rfkill.socket', 'systemd-journal-catalog-update.service', 'ldconfig.service'],
  ...['systemd-journal-flush.service', 'systemd-random-seed.service', 'systemd-sysusers.service'],
  ...['systemd-remount-fs.service', 'systemd-sysctl.service', 'systemd-modules-load.service'],
  ...['systemd-network-generator.service', 'kmod-static-nodes.service', 'modprobe@.service'],
  ...['systemd-user-sessions.service', 'alsa-state.service', 'e2scrub_all.service'],
  ...['sys-kernel-debug.mount', 'sys-kernel-tracing.mount', 'sys-kernel-config.mount'],
  ...['sys-fs-fuse-connections.mount', 'dev-hugepages.mount', 'dev-mqueue.mount'],
])

const enabled = Object.freeze([
  ...['console-shell@ttyS0.service', 'console-shell@tty1.service', 'systemd-networkd.service'],
])

/** The size of the file system; the image holds only what is written of it. */
const size = '1G'

/**
 * The archives of this computer's own distribution, as lines of a sources.list, without those
 * that its administrator added.
 */
function archives() {
  const release = readFileSync('/etc/os-release', 'utf8')
  const value = (/** @type {string} */ key) =>
    new RegExp(`^${key}="?([^"\n]+)"?$`, 'm').exec(release)?.[1] ?? ''
  const distribution = value('ID')
  const format = '$(ORIGIN)|deb $(REPO_URI) $(RELEASE) $(COMPONENT)'
  const listed = capture('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'])
  const lines = listed
    .toString()
    .split('\n')
    .map((line) => line.split('|'))
    .filter(([origin]) => origin?.toLowerCase() === distribution)
    .map(([, line = '']) => line)
  const suite = value('VERSION_CODENAME')
  if (lines.length === 0 || suite === '') {
    throw new Error(`apt does not say where the packages of ${distribution || 'Debian'} are.`)
  }
  return { suite, lines: [...new Set(lines)] }
}

/**
 * The files that are laid over the system: the skeleton's, and the kernel modules.
 * @param {string} dir
 * @param {string} release the kernel's
 * @param {readonly import('./modules.mjs').Module[]} modules
 */
function writeOverlay(dir, release, modules) {
  const modulesDir = path.join(dir, 'usr/lib/modules', release)
  mkdirSync(modulesDir, { recursive: true })
  for (const { name, data } of modules) writeFileSync(path.join(modulesDir, `${name}.ko`), data)
  for (const { name, source } of skeletonFiles('system')) {
    const target = path.join(dir, name)
    mkdirSync(path.dirname(target), { recursive: true })
    copyFileSync(source, target)
  }
}

/**
 * Makes the disk of the system guest: packages of this computer's own release, laid out by
 * mmdebstrap, which needs no root where accounts may have user namespaces.
 * @param {{ release: string, modules: readonly import('./modules.mjs').Module[], work: string,
 *   disk: string }} options disk: where the qcow2 image goes
 */
export async function makeSystemDisk({ release, modules, work, disk }) {
  if (!which('mmdebstrap')) {
    throw new Error('The program mmdebstrap is not installed. The guest is made with apt alone.')
  }
  const overlay = path.join(work, 'overlay')
  const raw = path.join(work, 'system.ext4')
  const { suite, lines } = archives()
  writeOverlay(overlay, release, modules)
  const inside = (/** @type {string} */ command) => `--customize-hook=chroot "$1" ${command}`
  await runQuietly(
    'mmdebstrap',
    [
      ...['--variant=minbase', '--format=ext2', `--include=${packages.join(',')}`],
      // The guest keeps the identity of the skeleton, so that systemd sees no first boot.
      '--skip=cleanup/reproducible/machine-id',
      '--aptopt=Acquire::Languages "none"',
      ...leftOut.map((option) => `--dpkgopt=${option}`),
      `--customize-hook=sync-in "${overlay}" /`,
      inside(`depmod ${release}`),
      inside(`systemctl mask ${masked.join(' ')}`),
      inside(`systemctl enable ${enabled.join(' ')}`),
      ...[suite, raw, ...lines],
    ],
    { cwd: work, heartbeat: progress('laying out the system guest') },
  )
  capture('resize2fs', [raw, size])
  // With a journal, as a guest's own disk would have; the label is how its initramfs finds it.
  capture('tune2fs', ['-j', '-L', 'guesthouse-test', raw])
  rmSync(disk, { force: true })
  capture('qemu-img', ['convert', '-O', 'qcow2', '-c', raw, disk])
  // Tests share it; one that would write to it shall fail.
  chmodSync(disk, 0o444)
}
