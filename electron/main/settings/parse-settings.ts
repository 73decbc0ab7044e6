import {
  defaultSettings,
  type Settings,
  type SettingsProblem,
  settingsSections,
} from '../../../shared/domain/settings.ts'

/** Characters of a wrong value that are shown. */
const SHOWN = 80

export interface ParsedSettings {
  readonly settings: Settings
  readonly problems: readonly SettingsProblem[]
}

type Fields = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? ''
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

/**
 * The settings that a file's text holds. A value that cannot be used is replaced by its fallback,
 * alone, and named. Pure.
 */
export function parseSettings(text: string): ParsedSettings {
  const whole = (reason: SettingsProblem['reason']): ParsedSettings => ({
    settings: defaultSettings,
    problems: [{ setting: '', value: '', reason }],
  })
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return whole('not-json')
  }
  if (!isObject(content)) return whole('not-an-object')
  const problems: SettingsProblem[] = []
  const names = new Set<string>(settingsSections.map(([name]) => name))
  for (const name of Object.keys(content)) {
    // For editors.
    if (names.has(name) || name === '$schema') continue
    problems.push({ setting: name, value: shown(content[name]), reason: 'unknown' })
  }
  const sections = settingsSections.map(([name, fields]) => {
    const given = content[name] ?? {}
    if (!isObject(given)) {
      problems.push({ setting: name, value: shown(given), reason: 'not-an-object' })
      return [name, defaultSettings[name]]
    }
    for (const key of Object.keys(given)) {
      if (Object.hasOwn(fields, key)) continue
      problems.push({ setting: `${name}.${key}`, value: shown(given[key]), reason: 'unknown' })
    }
    const values = Object.entries(fields).map(([key, { schema, fallback }]) => {
      if (!Object.hasOwn(given, key)) return [key, fallback]
      const parsed = schema.safeParse(given[key])
      if (parsed.success) return [key, parsed.data]
      const setting = `${name}.${key}`
      problems.push({ setting, value: shown(given[key]), reason: 'not-allowed' })
      return [key, fallback]
    })
    return [name, Object.fromEntries(values)]
  })
  return { settings: Object.fromEntries(sections) as Settings, problems }
}
