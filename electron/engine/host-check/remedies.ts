import type { Mend } from '../../../shared/domain/host-check.ts'
import type { Distribution, PackageManager } from './distribution.ts'
import { packagesFor, type Part } from './packages.ts'

/**
 * One command that mends something. All that there are, are made here: what the administrator's
 * rights are asked for is one of a closed list, whatever a page asks.
 */
export interface Remedy {
  readonly id: string
  /** Program and arguments. Run as root unless `own`. */
  readonly argv: readonly string[]
  /** Run as the person, who types it: nothing of it needs the administrator. */
  readonly own: boolean
  /** Whether it holds only once the person has logged in anew. */
  readonly afterLogin: boolean
  /** Whether we may have it run: false for what an administrator should think over. */
  readonly offered: boolean
}

/** The rule that the packages of Guesthouse bring too (assets/udev/70-guesthouse-kvm.rules). */
export const KVM_RULE =
  'SUBSYSTEM=="misc", KERNEL=="kvm", GROUP="kvm", MODE="0666", OPTIONS+="static_node=kvm"'
const KVM_RULE_FILE = '/etc/udev/rules.d/70-guesthouse-kvm.rules'
const SYSCTL_FILE = '/etc/sysctl.d/60-guesthouse.conf'
const LIMITS_FILE = '/etc/security/limits.d/60-guesthouse.conf'

/** Descriptors and watches that a desktop of today has by default (systemd 240, Linux 5.11). */
export const GENEROUS = { files: 524_288, instances: 1_024, watches: 524_288 } as const

/** Nobody is there to answer questions. */
const install: Readonly<Record<PackageManager, readonly string[]>> = {
  apt: ['apt-get', 'install', '--yes', '--no-remove'],
  dnf: ['dnf', 'install', '--assumeyes'],
  zypper: ['zypper', '--non-interactive', 'install'],
  pacman: ['pacman', '--sync', '--needed', '--noconfirm'],
}

/** Names that mean nothing to a shell, nor to a configuration file. */
const isPlain = (name: string): boolean => /^[\w][\w.-]*$/.test(name)

const asRoot = (
  id: string,
  argv: readonly string[],
  more: Partial<Pick<Remedy, 'afterLogin' | 'offered'>> = {},
): Remedy => ({ id, argv, own: false, afterLogin: false, offered: true, ...more })

/** Empty where the distribution is unknown, or has no package that would do. */
export function installRemedy(
  distribution: Distribution | null,
  part: Part,
  more: Partial<Pick<Remedy, 'afterLogin'>> = {},
): Remedy[] {
  const names = distribution === null ? [] : packagesFor(part, distribution)
  if (distribution === null || names.length === 0) return []
  return [asRoot(`install-${part}`, [...install[distribution.manager], ...names], more)]
}

/** Opens /dev/kvm to every account of this computer, now and after each boot. */
export const kvmRuleRemedy = (): Remedy => {
  // The quotes are udev's own; echo puts the words apart by one blank.
  const words = KVM_RULE.replaceAll('"', '\\"')
  const commands = [
    `echo ${words} >${KVM_RULE_FILE}`,
    'udevadm control --reload',
    'udevadm trigger --settle --name-match=kvm',
  ]
  return asRoot('kvm-rule', ['sh', '-c', commands.join(' && ')])
}

/** Empty for names that a system administrator would not give. */
export const groupRemedy = (user: string, group: string): Remedy[] =>
  isPlain(user) && isPlain(group)
    ? [
        asRoot(`group-${group}`, ['usermod', '--append', '--groups', group, user], {
          afterLogin: true,
        }),
      ]
    : []

export const moduleRemedy = (module: 'kvm_intel' | 'kvm_amd'): Remedy =>
  asRoot('kvm-module', ['modprobe', module])

export const lingerRemedy = (user: string): Remedy[] =>
  isPlain(user) ? [asRoot('linger', ['loginctl', 'enable-linger', user])] : []

/** Whoever may run it can then join what the ACL allows: for the administrator to decide. */
export const bridgeHelperRemedy = (helper: string): Remedy =>
  asRoot('bridge-helper', ['chmod', 'u+s', helper], { offered: false })

/** Likewise. Empty for a file or bridge whose name would have to be quoted. */
export function bridgeAclRemedy(file: string, bridge: string): Remedy[] {
  const folder = file.slice(0, file.lastIndexOf('/'))
  if (!/^[\w./-]+$/.test(file) || !isPlain(bridge)) return []
  const script = `mkdir -p ${folder} && echo allow ${bridge} >>${file}`
  return [asRoot('bridge-acl', ['sh', '-c', script], { offered: false })]
}

export const watchesRemedy = (): Remedy => {
  const { instances, watches } = GENEROUS
  const lines = `fs.inotify.max_user_instances=${instances}\\nfs.inotify.max_user_watches=${watches}\\n`
  const script = `printf "${lines}" >${SYSCTL_FILE} && sysctl --load=${SYSCTL_FILE}`
  return asRoot('watches', ['sh', '-c', script])
}

export const filesRemedy = (user: string): Remedy[] =>
  isPlain(user)
    ? [
        asRoot(
          'files',
          ['sh', '-c', `echo ${user} hard nofile ${GENEROUS.files} >${LIMITS_FILE}`],
          {
            afterLogin: true,
          },
        ),
      ]
    : []

/** For a sound server that is installed and does not run, by the sockets of its user units. */
export const startSoundRemedy = (...sockets: readonly string[]): Remedy => ({
  id: 'start-sound',
  argv: ['systemctl', '--user', 'start', ...sockets],
  ...{ own: true, afterLogin: false, offered: false },
})

/** A word as a shell takes it for one. */
const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/** The command as a person would type it. Pure. */
export const commandOf = ({ argv, own }: Pick<Remedy, 'argv' | 'own'>): string =>
  [...(own ? [] : ['sudo']), ...argv.map(quote)].join(' ')

/** `canAsk`: whether the desktop can ask for the administrator's password. Pure. */
export const mendOf = (remedy: Remedy, canAsk: boolean): Mend => ({
  id: remedy.id,
  command: commandOf(remedy),
  doable: canAsk && remedy.offered && !remedy.own,
  afterLogin: remedy.afterLogin,
})
