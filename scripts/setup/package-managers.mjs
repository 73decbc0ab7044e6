import { capture, CommandError, runQuietly, which } from '../lib/command.mjs'
import { progress } from '../lib/console.mjs'
import { asRoot } from '../lib/privilege.mjs'

/** @typedef {import('./requirements.mjs').Manager} Manager */
/** @typedef {import('./requirements.mjs').Requirement} Requirement */

/** @type {Readonly<Record<Manager, { program: string, install: readonly string[] }>>} */
const managers = {
  apt: {
    program: 'apt-get',
    // Set-up never takes a package away, and adds no more than what it names.
    install: ['apt-get', 'install', '--yes', '--no-install-recommends', '--no-remove'],
  },
  dnf: { program: 'dnf', install: ['dnf', 'install', '--assumeyes', '--setopt=strict=0'] },
  zypper: {
    program: 'zypper',
    install: ['zypper', '--non-interactive', 'install', '--no-recommends'],
  },
  pacman: { program: 'pacman', install: ['pacman', '--sync', '--needed', '--noconfirm'] },
}

/** @returns {Manager | undefined} the first one of these that the computer has */
export const packageManager = () =>
  /** @type {Manager[]} */ (Object.keys(managers)).find((name) => which(managers[name].program))

/**
 * Which of the names apt can install now.
 * @param {readonly string[]} names
 */
function aptCandidates(names) {
  const text = capture('apt-cache', ['policy', ...names]).toString()
  const known = new Set()
  for (const block of text.split(/^(?=\S)/m)) {
    const name = /^(\S+):$/m.exec(block)?.[1]
    const version = /^\s+Candidate: (.+)$/m.exec(block)?.[1]
    if (name && version && version !== '(none)') known.add(name)
  }
  return known
}

/**
 * The name to install for each requirement. apt stops at a name that it does not know, so the
 * names it has no candidate for are left out.
 * @param {Manager} manager
 * @param {readonly Requirement[]} missing
 * @returns {string[]}
 */
function packageNames(manager, missing) {
  const alternatives = missing.map((requirement) => requirement.packages[manager])
  const known = manager === 'apt' ? aptCandidates(alternatives.flat()) : undefined
  const chosen = alternatives.map((names) =>
    known ? names.find((name) => known.has(name)) : names[0],
  )
  return [...new Set(chosen.filter((name) => name !== undefined))]
}

/**
 * The command a person would type.
 * @param {Manager} manager
 * @param {readonly Requirement[]} missing
 */
export function installCommand(manager, missing) {
  const known = packageNames(manager, missing)
  const names = known.length > 0 ? known : missing.map(({ packages }) => packages[manager].at(-1))
  return `sudo ${managers[manager].install.join(' ')} ${[...new Set(names)].join(' ')}`
}

/** @param {readonly string[]} command @param {string} what */
async function run(command, what) {
  const rooted = asRoot(['env', 'DEBIAN_FRONTEND=noninteractive', ...command])
  if (!rooted) throw new CommandError('This needs root.', '')
  await runQuietly(...rooted, { heartbeat: progress(what) })
}

/**
 * Installs what is missing, as far as the package manager knows it.
 * @param {Manager} manager
 * @param {readonly Requirement[]} missing
 */
export async function install(manager, missing) {
  const update = () => run(['apt-get', '--quiet', 'update'], 'reading the package lists')
  let updated = false
  if (manager === 'apt' && packageNames('apt', missing).length < missing.length) {
    await update()
    updated = true
  }
  const attempt = async () => {
    const names = packageNames(manager, missing)
    if (names.length === 0) return
    await run([...managers[manager].install, ...names], `installing ${names.length} packages`)
  }
  try {
    await attempt()
  } catch (error) {
    // Lists older than the archive name files that are gone; fresh ones mend that.
    if (manager !== 'apt' || updated) throw error
    await update()
    await attempt()
  }
}
