import { readFile } from 'node:fs/promises'
import {
  type HostCheckRow,
  hostCheckIds,
  type HostCheckView,
} from '../../../shared/domain/host-check.ts'
import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts'
import {
  askTrayHost,
  daemonTaps,
  findDistribution,
  findPkexec,
  hostPlaces,
  hostProbes,
  runChecks,
} from '../../connections/this-computer.ts'
import { silentLogger } from '../../platform/logger.ts'
import { resolvePaths } from '../../platform/paths.ts'
import { parseSettings } from '../settings/parse-settings.ts'
import { rowOf, thisUser } from './host-check.ts'
import { terminalStyle } from '../terminal-style.ts'
import { rootText, rowText, summaryText } from './terminal-text.ts'

export interface TerminalCheck {
  readonly env: NodeJS.ProcessEnv
  readonly json: boolean
  /** Columns of the terminal; null where it is none. */
  readonly columns: number | null
  /** Throws where nobody reads any more. */
  readonly write: (text: string) => void
}

/**
 * The host check without an app: prints the rows as they come, or one document of JSON at the end.
 * Resolves with the exit code: 0 where QEMU, without which there is no machine, was found working.
 * Takes no lock, so the app may run meanwhile, and writes nothing but caches.
 */
export async function checkHost(check: TerminalCheck): Promise<number> {
  const { env, json, columns, write } = check
  const paths = resolvePaths(env)
  const settings = await settingsIn(paths.settingsFile)
  const style = terminalStyle(env, settings.appearance.language, columns)
  const user = thisUser()
  const places = hostPlaces(env)
  const { signal } = new AbortController()
  const taps = daemonTaps({ env, logger: silentLogger })
  const common = { env, paths, logger: silentLogger, signal, taps }
  const [distribution, pkexec] = await Promise.all([findDistribution(places), findPkexec(env)])
  const startedAt = Date.now()
  const rows: HostCheckRow[] = []
  if (user.uid === 0 && !json) write(rootText(style))
  await runChecks({
    host: {
      ...{ ...common, ...hostProbes(common), user, places, distribution },
      disksFolder: settings.storage.disksFolder,
      trayHost: () => askTrayHost(env, signal),
    },
    ids: hostCheckIds,
    tell(id, checked) {
      const row = rowOf(id, checked, pkexec !== null)
      rows.push(row)
      if (!json) write(rowText(row, style))
    },
  })
  taps.close()
  rows.sort((a, b) => hostCheckIds.indexOf(a.id) - hostCheckIds.indexOf(b.id))
  const view: HostCheckView = { state: 'done', startedAt, rows }
  write(json ? `${JSON.stringify(view, null, 2)}\n` : summaryText(rows, style))
  const verdict = rows.find(({ id }) => id === 'qemu')?.verdict
  return verdict === 'good' || verdict === 'limited' ? 0 : 1
}

/** A file that is not there or not one counts as none: the app says what is wrong with it. */
const settingsIn = (path: string): Promise<Settings> =>
  readFile(path, 'utf8').then(
    (text) => parseSettings(text).settings,
    () => defaultSettings,
  )
