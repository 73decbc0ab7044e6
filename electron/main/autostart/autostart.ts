import { watch } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { errorCode, makeDirectory, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Marks } from '../marks.ts'
import type { SettingsStore } from '../settings/settings-file.ts'
import { autostartEntry, isEnabled, isOurs, startSame } from './entry.ts'

export interface AutostartOptions {
  /** Of the entry. */
  readonly path: string
  /** What it starts: a program's path and its arguments. */
  readonly command: readonly string[]
  readonly settings: Pick<SettingsStore, 'view' | 'onChange' | 'change'>
  readonly marks: Marks
  readonly logger: Logger
}

/** Ends it; resolves when what was begun is on the disk. */
export type StopAutostart = () => Promise<void>

/** ms between a change in the directory and a look: files are replaced in several steps. */
const SETTLE_MS = 100

/** Where one of these is a problem, the setting is not what its person has chosen. */
const DECIDING = new Set(['', 'desktop', 'desktop.startAtLogin'])

/**
 * Keeps the entry of the desktop's autostart and the setting startAtLogin as one. The setting writes
 * and removes the entry, except one that a person wrote; an entry that somebody removed or switched off
 * switches the setting off. That one was there before, and is not about to be made, is known by a mark.
 */
export function keepAutostart(options: AutostartOptions): StopAutostart {
  const { path, command, settings, marks, logger } = options
  let last: Promise<void> = Promise.resolve()
  let soon: NodeJS.Timeout | undefined
  let closed = false

  const agree = async (): Promise<void> => {
    const { settings: wanted, problems } = settings.view()
    if (problems.some(({ setting }) => DECIDING.has(setting))) return
    const entry = await readEntry(path)
    const isOn = entry !== null && isEnabled(entry)
    const ours = autostartEntry(command)
    if (!wanted.desktop.startAtLogin) {
      if (isOn && isOurs(entry)) await rm(path, { force: true })
      marks.set('autostart', false)
    } else if (isOn) {
      // The program may have moved.
      if (isOurs(entry) && !startSame(entry, ours)) await writeFileAtomic(path, ours)
      marks.set('autostart', true)
    } else if (marks.has('autostart')) {
      await settings.change({ desktop: { startAtLogin: false } })
      marks.set('autostart', false)
    } else {
      await makeDirectory(dirname(path))
      await writeFileAtomic(path, ours)
      marks.set('autostart', true)
    }
  }
  const look = (): void => {
    if (closed) return
    last = last.then(agree).catch((error: unknown) => {
      logger.warn('the start at login is not as the setting asks', { path, error: String(error) })
    })
  }
  const stopSettings = settings.onChange(look)
  let watcher: ReturnType<typeof watch> | undefined
  look()
  void last
    .then(() => makeDirectory(dirname(path)))
    .then(() => {
      if (closed) return
      watcher = watch(dirname(path), (_event, name) => {
        if (name !== null && name !== basename(path)) return
        clearTimeout(soon)
        soon = setTimeout(look, SETTLE_MS)
      })
      watcher.on('error', (error) => logger.warn('autostart is not watched', { error }))
    })
    .catch((error: unknown) => logger.warn('autostart is not watched', { error: String(error) }))

  return async () => {
    closed = true
    stopSettings()
    clearTimeout(soon)
    watcher?.close()
    await last
  }
}

/** null where there is none. */
async function readEntry(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}
