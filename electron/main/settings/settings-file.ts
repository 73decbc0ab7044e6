import { realpath } from 'node:fs/promises'
import { realpathSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import {
  defaultSettings,
  type Settings,
  type SettingsPatch,
  type SettingsView,
} from '../../../shared/domain/settings.ts'
import { makeDirectory, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import {
  contentOfUnusable,
  isContent,
  type ParsedSettings,
  parseSettings,
  readSettings,
  withoutContent,
} from './parse-settings.ts'
import { readSettingsText, type SettingsText } from './read-text.ts'
import { setAside } from './set-aside.ts'

/** The person's settings, as settings.json holds them. */
export interface SettingsStore {
  view(): SettingsView
  get(): Settings
  /**
   * Resolves when it is on the disk and in force; rejects with NO_SPACE or FILE_WRITE_FAILED, and is
   * then neither. What is no settings at all is set aside first, and what holds is written anew.
   */
  change(patch: SettingsPatch): Promise<void>
  /** Makes the file where there is none. Rejects with NO_SPACE or FILE_WRITE_FAILED. */
  ensureFile(): Promise<void>
  /** Called after each change, the file's by hand too. */
  onChange(listener: (view: SettingsView) => void): () => void
  /** Resolves when the last change is on the disk and the file is no longer followed. */
  close(): Promise<void>
}

interface Options {
  readonly path: string
  readonly logger: Logger
}

type Content = Record<string, unknown>

/** ms between a change of the file and its reading: editors write in several steps. */
const SETTLE_MS = 50

/**
 * Reads the file, synchronously because windows wait for it, and follows it from then on. Where it
 * becomes no settings at all meanwhile, what it held before holds on.
 */
export function openSettings({ path, logger }: Options): SettingsStore {
  const listeners = new Set<(view: SettingsView) => void>()
  const first = readSettingsText(path)
  let view = viewOf(first, path)
  // What the file held when it was last usable.
  let held: Content = contentOf(first).content
  let writing: Promise<unknown> = Promise.resolve()
  let reread: NodeJS.Timeout | undefined
  let closed = false

  const take = (): void => {
    const there = readSettingsText(path)
    const { content, whole } = contentOf(there)
    if (whole) held = content
    const read = viewOf(there, path)
    // Somebody is at it: what holds goes on to hold.
    const now = whole ? read : { ...read, settings: view.settings }
    if (closed || isDeepStrictEqual(now, view)) return
    view = now
    for (const listener of listeners) listener(view)
  }
  /** When whoever writes the file has probably ended. */
  const takeSoon = (): void => {
    clearTimeout(reread)
    reread = setTimeout(take, SETTLE_MS)
  }
  const followIn = (file: string): ReturnType<typeof watch> =>
    // The directory, because files are replaced whole.
    watch(dirname(file), (_event, name) => {
      if (name === null || name === basename(file)) takeSoon()
    }).on('error', (error) => logger.warn('settings.json is not followed', { error }))

  const watchers: ReturnType<typeof watch>[] = []
  const watching = makeDirectory(dirname(path))
    .then(() => {
      if (closed) return
      // Where it is a link, as those who keep their settings in a repository have it.
      for (const file of new Set([path, targetOf(path)])) watchers.push(followIn(file))
      // What has changed while nobody followed.
      takeSoon()
    })
    .catch((error: unknown) => logger.warn('settings.json is not followed', { error }))

  /** Writes the patch into what the file holds now; everything else in it stays as it is. */
  const write = async (patch: SettingsPatch): Promise<void> => {
    await makeDirectory(dirname(path))
    const { content: read, whole } = contentOf(readSettingsText(path))
    const content = whole ? read : { ...read, ...held }
    const replaced = Object.keys(patch).filter(
      (section) => Object.hasOwn(content, section) && !isContent(content[section]),
    )
    const target = await realpath(path).catch(() => path)
    if (!whole || replaced.length > 0) {
      const kept = await setAside(target)
      logger.warn('settings.json could not be used, and was kept under another name', { kept })
    }
    for (const [section, values] of Object.entries(patch)) {
      const there = content[section]
      content[section] = { ...(isContent(there) ? there : {}), ...values }
    }
    await writeFileAtomic(target, `${JSON.stringify(content, null, 2)}\n`)
    take()
  }
  /** One after the other: each builds on what the one before has left. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = writing.then(work)
    writing = done.catch(() => {})
    return done
  }
  return {
    view: () => view,
    get: () => view.settings,
    change: (patch) => inTurn(() => write(patch)),
    ensureFile: () =>
      inTurn(async () => {
        if (readSettingsText(path).kind === 'absent') await write({})
      }),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(reread)
      await watching
      for (const watcher of watchers) watcher.close()
      await writing
    },
  }
}

function targetOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** `whole`: nothing is lost where the content is written in the file's place. */
function contentOf(there: SettingsText): { readonly content: Content; readonly whole: boolean } {
  if (there.kind === 'absent') return { content: {}, whole: true }
  const read = there.kind === 'text' ? readSettings(there.text) : there
  if ('content' in read) return { content: { ...read.content }, whole: true }
  return { content: { ...contentOfUnusable }, whole: false }
}

function parsed(there: SettingsText): ParsedSettings {
  switch (there.kind) {
    case 'absent':
      return { settings: defaultSettings, problems: [] }
    case 'text':
      return parseSettings(there.text)
    case 'unusable':
      return withoutContent(there.reason)
  }
}

function viewOf(there: SettingsText, path: string): SettingsView {
  const { settings, problems } = parsed(there)
  return { settings, problems: [...problems], path }
}
