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
    install: [
      ...['apt-get', '-o', 'DPkg::Lock::Timeout=300'],
      ...['install', '--yes', '--no-install-recommends', '--no-remove'],
    ],
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

/** @param {readonly Requirement[]} missing whether apt knows no package at all for one of these */
const oneIsUnknown = (missing) =>
  missing.some((requirement) => packageNames('apt', [requirement]).length === 0)

/**
 * Debian and Ubuntu renamed libraries to names in t64 with the releases that have glibc 2.39 and
 * newer: Ubuntu 24.04 (2.39), Debian 13 (2.41); Debian 12 has 2.36.
 */
function hasT64Names() {
  try {
    const [, major, minor] =
      /(\d+)\.(\d+)/.exec(capture('getconf', ['GNU_LIBC_VERSION']).toString()) ?? []
    return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 39)
  } catch {
    return true
  }
}

/**
 * The command a person would type. Where apt's lists are not there or too old to know a package,
 * it begins with reading them, and takes the name that the release should have.
 * @param {Manager} manager
 * @param {readonly Requirement[]} missing
 */
export function installCommand(manager, missing) {
  const each = missing.map((requirement) => ({
    known: packageNames(manager, [requirement])[0],
    alternatives: requirement.packages[manager],
  }))
  const t64 = each.some(({ known }) => known === undefined) && hasT64Names()
  const names = each.map(
    ({ known, alternatives }) =>
      known ?? alternatives.find((name) => t64 && name.endsWith('t64')) ?? alternatives.at(-1),
  )
  const update = each.some(({ known }) => known === undefined) ? 'sudo apt-get update && ' : ''
  return `${update}sudo ${managers[manager].install.join(' ')} ${[...new Set(names)].join(' ')}`
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
  const update = () =>
    run(
      // Without it, lists that could not be fetched count as read.
      ['apt-get', '--quiet', '-o', 'APT::Update::Error-Mode=any', 'update'],
      'reading the package lists',
    )
  const someUnknown = () => manager === 'apt' && oneIsUnknown(missing)
  let updated = false
  /** @type {unknown} */
  let updateError
  if (someUnknown()) {
    updated = true
    try {
      await update()
    } catch (error) {
      // One archive of several may not answer; what is known can be installed all the same.
      updateError = error
    }
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
  if (updateError instanceof Error && someUnknown()) throw updateError
}
