import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { fetchFallback, fetchOfficial } from '../electron-runtime/fetch.mjs'
import {
  fallback,
  findRuntime,
  officialVersion,
  requestedMode,
} from '../electron-runtime/locate.mjs'
import { accountCan, ordinaryAccount } from '../lib/account.mjs'
import { capture } from '../lib/command.mjs'
import { say, warn } from '../lib/console.mjs'
import { asRoot, isRoot } from '../lib/privilege.mjs'
import { isFreshStamp, readStamp, removeStamp, writeStamp } from '../lib/stamps.mjs'
import { Problem } from './step.mjs'
import { messageOf } from '../lib/errors.mjs'

const failedDownload = 'electron-official-failed'

/** Said at every start, so that nobody takes the stand-in for the product. */
export function warnOfFallback() {
  const runtime = findRuntime(requestedMode())
  if (!runtime?.fallback) return
  const note = readStamp(failedDownload)?.note
  const reason =
    requestedMode() === 'fallback'
      ? 'ELECTRON_RUNTIME=fallback asks for it'
      : `the official binary could not be downloaded: ${note ?? 'cause unknown'}`
  warn(
    [
      '',
      `*** This is NOT Electron ${officialVersion() ?? ''}, which Guesthouse is made for.`,
      `*** It runs on Electron ${runtime.version} out of ${runtime.source},`,
      `*** because ${reason}.`,
      '*** That one is out of support: for development and tests only, never for a release.',
      '',
    ].join('\n'),
  )
}

/** @type {import('./step.mjs').Step} */
export const electron = {
  name: 'Electron',
  pending: () => {
    const mode = requestedMode()
    const found = findRuntime(mode)
    if (!found) return 'no runtime yet'
    const version = officialVersion()
    // A fallback is good for a day, then the official one is tried again.
    if (mode === 'auto' && found.fallback && version && !isFreshStamp(failedDownload, version)) {
      return `looking for the official Electron ${version} again`
    }
    return undefined
  },
  run: async () => {
    const mode = requestedMode()
    const version = officialVersion() ?? 'unknown'
    if (mode !== 'fallback' && (mode === 'official' || !isFreshStamp(failedDownload, version))) {
      try {
        say(`    downloading the official Electron ${version} (about 110 MB)`)
        await fetchOfficial()
        removeStamp(failedDownload)
        return
      } catch (error) {
        if (mode === 'official') {
          throw new Problem(
            `The official Electron ${version} could not be downloaded: ${messageOf(error)}.`,
            'Check the network, or name a mirror in ELECTRON_MIRROR, then run the command again.',
            { fatal: true },
          )
        }
        writeStamp(failedDownload, version, messageOf(error))
      }
    }
    if (findRuntime('fallback')) return
    try {
      say(`    fetching the stand-in, Electron ${fallback.electron} (about 110 MB)`)
      await fetchFallback()
    } catch (error) {
      throw new Problem(
        `There is no Electron to run: ${messageOf(error)}.`,
        'Check the network, then run the command again.',
        { fatal: true },
      )
    }
  },
}

/** Whether the account that runs the app may make the user namespaces that its sandbox is of. */
function namespacesWork() {
  const probe = ['unshare', '--user', '--map-root-user', 'true']
  if (!isRoot) return spawnSync('unshare', probe.slice(1), { stdio: 'ignore' }).status === 0
  const account = ordinaryAccount()
  return account === undefined || accountCan(account, probe)
}

/** @param {string} helper */
function isSetuidRoot(helper) {
  const stat = statSync(helper, { throwIfNoEntry: false })
  return stat !== undefined && stat.uid === 0 && (stat.mode & 0o4755) === 0o4755
}

/**
 * A set-uid root program out of the stand-in, which is out of support, is made on machines that are
 * thrown away, or where it was asked for.
 */
const mayMakeSetuid = () =>
  Boolean(process.env['CI']) || process.env['GUESTHOUSE_SETUID_SANDBOX'] === '1'

/** The helper that Chromium falls back to where user namespaces are off. */
function sandboxHelper() {
  const runtime = findRuntime(requestedMode())
  return runtime && path.join(runtime.dist, 'chrome-sandbox')
}

/** @type {import('./step.mjs').Step} */
export const sandbox = {
  name: 'sandbox',
  pending: () => {
    const helper = sandboxHelper()
    if (!helper || isSetuidRoot(helper) || namespacesWork()) return undefined
    return 'this computer gives ordinary users no user namespaces'
  },
  run: () => {
    const helper = sandboxHelper()
    if (!helper) return
    const allowed = !findRuntime(requestedMode())?.fallback || mayMakeSetuid()
    const command = `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`
    const chown = asRoot(['chown', 'root:root', helper])
    const chmod = asRoot(['chmod', '4755', helper])
    if (!existsSync(helper) || !chown || !chmod || !allowed) {
      throw new Problem(
        "The window's sandbox has neither user namespaces nor its set-uid helper.",
        existsSync(helper)
          ? `Make the helper root's and set-uid, with which Chromium sets up its sandbox. Run: ${command}`
          : 'Run: sudo sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000',
        { fatal: true },
      )
    }
    say(`    ${command.replaceAll('sudo ', '')}`)
    capture(...chown)
    capture(...chmod)
  },
}
