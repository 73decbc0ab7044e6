import { readFileSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import {
  defaultSettings,
  type Settings,
  type SettingsPatch,
  type SettingsView,
} from '../../../shared/domain/settings.ts'
import { errorCode, makeDirectory, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import { parseSettings } from './parse-settings.ts'

/** The person's settings, as settings.json holds them. */
export interface SettingsStore {
  view(): SettingsView
  get(): Settings
  /** Resolves when it is on the disk; rejects with NO_SPACE or FILE_WRITE_FAILED, and is then not so. */
  change(patch: SettingsPatch): Promise<void>
  /** Called after each change, the file's by hand too. */
  onChange(listener: (view: SettingsView) => void): () => void
  close(): Promise<void>
}

interface Options {
  readonly path: string
  readonly logger: Logger
}

type Content = Record<string, unknown>
const isContent = (value: unknown): value is Content =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** ms between a change of the file and its reading: editors write in several steps. */
const SETTLE_MS = 50

/** Reads the file, synchronously because windows wait for it, and follows it from then on. */
export function openSettings({ path, logger }: Options): SettingsStore {
  const listeners = new Set<(view: SettingsView) => void>()
  let text = readText(path)
  let view = viewOf(text, path)
  let writing: Promise<unknown> = Promise.resolve()
  let reread: NodeJS.Timeout | undefined
  let closed = false

  const take = (next: string | Error | null): void => {
    text = next
    const changed = viewOf(next, path)
    if (closed || isDeepStrictEqual(changed, view)) return
    view = changed
    for (const listener of listeners) listener(view)
  }
  const follow = (): ReturnType<typeof watch> | undefined => {
    try {
      // The directory, because files are replaced whole.
      return watch(dirname(path), (_event, name) => {
        if (name !== null && name !== basename(path)) return
        clearTimeout(reread)
        reread = setTimeout(() => take(readText(path)), SETTLE_MS)
      }).on('error', (error) =>
        logger.warn('settings.json is not watched', { error: String(error) }),
      )
    } catch (error) {
      logger.warn('settings.json is not watched', { error: String(error) })
      return undefined
    }
  }
  let watcher: ReturnType<typeof watch> | undefined
  const watching = makeDirectory(dirname(path)).then(
    () => {
      if (!closed) watcher = follow()
    },
    (error: unknown) => logger.warn('settings cannot be kept', { error: String(error) }),
  )

  /** What the file holds with the patch, everything else in it as it was. */
  const patched = (patch: SettingsPatch): string => {
    const content = contentOf(readText(path))
    for (const [section, values] of Object.entries(patch)) {
      const there = content[section]
      content[section] = { ...(isContent(there) ? there : {}), ...values }
    }
    return `${JSON.stringify(content, null, 2)}\n`
  }
  return {
    view: () => view,
    get: () => view.settings,
    change(patch) {
      const change = writing.then(async () => {
        const next = patched(patch)
        await makeDirectory(dirname(path))
        await writeFileAtomic(path, next)
        take(next)
      })
      writing = change.catch(() => {})
      return change
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(reread)
      await watching
      watcher?.close()
      await writing
    },
  }

  function contentOf(current: typeof text): Content {
    // A file that is no settings is not kept: its values are not in force, and nothing is added to it.
    if (typeof current !== 'string') return {}
    try {
      const content: unknown = JSON.parse(current)
      return isContent(content) ? content : {}
    } catch {
      return {}
    }
  }
}

/** null where there is no file. */
function readText(path: string): string | Error | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? null : (error as Error)
  }
}

function viewOf(text: string | Error | null, path: string): SettingsView {
  if (text === null) return { settings: defaultSettings, problems: [], path }
  if (text instanceof Error) {
    const unreadable = { setting: '', value: '', reason: 'unreadable' } as const
    return { settings: defaultSettings, problems: [unreadable], path }
  }
  const { settings, problems } = parseSettings(text)
  return { settings, problems: [...problems], path }
}
