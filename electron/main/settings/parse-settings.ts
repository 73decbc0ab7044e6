import {
  defaultSettings,
  type Settings,
  type SettingsProblem,
  settingsSections,
} from '../../../shared/domain/settings.ts'

/** Characters of a wrong value, or of a name that is none, that are shown. */
const SHOWN = 80
/** Problems that are named: nobody reads more. */
const MOST_PROBLEMS = 20

export interface ParsedSettings {
  readonly settings: Settings
  readonly problems: readonly SettingsProblem[]
}

export type SettingsContent = Readonly<Record<string, unknown>>
export const isContent = (value: unknown): value is SettingsContent =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The file's content, or why it is none. */
export type ReadSettings =
  | { readonly ok: true; readonly content: SettingsContent }
  | { readonly ok: false; readonly reason: SettingsProblem['reason'] }

export function readSettings(text: string): ReadSettings {
  let content: unknown
  try {
    content = JSON.parse(text)
    // What is nested so deep that it cannot be written again is taken for no JSON.
    JSON.stringify(content)
  } catch {
    return { ok: false, reason: 'not-json' }
  }
  return isContent(content) ? { ok: true, content } : { ok: false, reason: 'not-an-object' }
}

/** As JSON, where control characters are escapes. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
const shownName = (name: string): string => shown(name).replace(/^"|"$/g, '')

/** What holds in the place of a file that is no settings: who has one has been here before. */
export const contentOfUnusable = { firstRun: { done: true } } as const

/** Nothing of a file that is no settings holds. */
export const withoutContent = (reason: SettingsProblem['reason']): ParsedSettings => ({
  settings: { ...defaultSettings, ...contentOfUnusable },
  problems: [{ setting: '', value: '', reason }],
})

/**
 * The settings that a file's text holds. A value that cannot be used is replaced by its fallback,
 * alone, and named. Pure; throws nothing.
 */
export function parseSettings(text: string): ParsedSettings {
  const read = readSettings(text)
  return read.ok ? settingsIn(read.content) : withoutContent(read.reason)
}

function settingsIn(content: SettingsContent): ParsedSettings {
  const problems: SettingsProblem[] = []
  const name = (setting: string, value: unknown, reason: SettingsProblem['reason']): void => {
    if (problems.length < MOST_PROBLEMS) problems.push({ setting, value: shown(value), reason })
  }
  const sections = settingsSections.map(([section, fields]) => {
    if (!Object.hasOwn(content, section)) return [section, defaultSettings[section]]
    const given = content[section]
    if (!isContent(given)) {
      name(section, given, 'not-an-object')
      return [section, defaultSettings[section]]
    }
    const values = Object.entries(fields).map(([field, { schema, fallback }]) => {
      if (!Object.hasOwn(given, field)) return [field, fallback]
      const parsed = schema.safeParse(given[field])
      if (parsed.success) return [field, parsed.data]
      name(`${section}.${field}`, given[field], 'not-allowed')
      return [field, fallback]
    })
    for (const field of Object.keys(given)) {
      if (!Object.hasOwn(fields, field))
        name(`${section}.${shownName(field)}`, given[field], 'unknown')
    }
    return [section, Object.fromEntries(values)]
  })
  const known = new Set<string>(settingsSections.map(([section]) => section))
  for (const key of Object.keys(content)) {
    // $schema is for editors.
    if (!known.has(key) && key !== '$schema') name(shownName(key), content[key], 'unknown')
  }
  return { settings: Object.fromEntries(sections) as Settings, problems }
}
