import * as z from 'zod/mini'
import { clipboardPolicySchema, filePathSchema, logoutPolicySchema } from './guest-config.ts'

export const themes = ['system', 'light', 'dark'] as const
export const screenModes = ['fit', 'actual', 'resize'] as const
export const terminalThemes = ['dark', 'light', 'window'] as const
/** CSS px */
export const TERMINAL_FONT_SIZE = { min: 8, normal: 14, max: 32 } as const
/** Keyboards that a guest may be set to, for text that is typed into it. */
export const keyboardLayouts = ['us', 'gb', 'de', 'fr', 'es'] as const
/** Keys that, pressed together and let go, give the keyboard back to this computer. */
export const releaseChords = ['ctrl-alt', 'ctrl-alt-shift', 'right-ctrl'] as const
/** fit: scaled to the window. actual: a pixel is a pixel. resize: the guest is asked to fit. */
export type ScreenMode = (typeof screenModes)[number]
export type TerminalTheme = (typeof terminalThemes)[number]
export type KeyboardLayout = (typeof keyboardLayouts)[number]
export type ReleaseChord = (typeof releaseChords)[number]
export const accents = ['desktop', 'amber'] as const
export const languageChoices = ['system', 'en', 'de'] as const
/** `system`: the first of the system's that there is a dictionary of. */
export type LanguageChoice = (typeof languageChoices)[number]

/** A setting: what its value may be, and what holds where the file has none or a wrong one. */
const setting = <S extends z.ZodMiniType>(schema: S, fallback: z.infer<S>) => ({ schema, fallback })

/**
 * Every setting, by section, as settings.json holds them. docs/settings.md says of each what it does;
 * a test keeps the two together.
 */
export const settingsCatalogue = {
  appearance: {
    theme: setting(z.enum(themes), 'system'),
    /** The desktop's own where it tells one, or the lantern's amber. */
    accent: setting(z.enum(accents), 'desktop'),
    language: setting(z.enum(languageChoices), 'system'),
  },
  /** What machines begin with; each can be changed on its page later. */
  newMachines: {
    atLogout: setting(logoutPolicySchema, 'save'),
    clipboard: setting(clipboardPolicySchema, 'off'),
    /** Whether it starts as soon as it is made. */
    startAtOnce: setting(z.boolean(), true),
  },
  storage: {
    /** Where disks of new machines are made, each machine in a folder of its own; null: in its own. */
    disksFolder: setting(z.nullable(filePathSchema), null),
  },
  /** Of new machines. */
  sound: {
    play: setting(z.boolean(), true),
    microphone: setting(z.boolean(), false),
  },
  consoles: {
    /** Of machines for which none was chosen. */
    screenMode: setting(z.enum(screenModes), 'fit'),
    terminalFontSize: setting(
      z.int().check(z.gte(TERMINAL_FONT_SIZE.min), z.lte(TERMINAL_FONT_SIZE.max)),
      TERMINAL_FONT_SIZE.normal,
    ),
    terminalTheme: setting(z.enum(terminalThemes), 'dark'),
    /** Whether terminals are read out. */
    terminalScreenReader: setting(z.boolean(), false),
  },
  keyboard: {
    /** For typed text, of machines for which none was chosen. */
    layout: setting(z.enum(keyboardLayouts), 'us'),
    releaseChord: setting(z.enum(releaseChords), 'ctrl-alt'),
  },
  privacy: {
    /** Whether the desktop is told of what ends while no window is in front. */
    notifications: setting(z.boolean(), true),
    /** Whether the last picture of a machine's screen is kept when it stops. */
    keepPictures: setting(z.boolean(), true),
    /** Whether the tray's menu names machines. */
    namesInTray: setting(z.boolean(), true),
  },
  connections: {
    systemDaemon: setting(z.boolean(), false),
  },
  desktop: {
    tray: setting(z.boolean(), true),
    /** Whether the app stays in the tray when its last window is closed. */
    closeToTray: setting(z.boolean(), false),
    startAtLogin: setting(z.boolean(), false),
  },
  updates: {
    /** Whether the window tells what is new after an update; nothing is asked over the network. */
    tellNews: setting(z.boolean(), true),
  },
  firstRun: {
    /** Whether the person has been through the first-run pages, or skipped them. */
    done: setting(z.boolean(), false),
  },
} as const

type Catalogue = typeof settingsCatalogue
export type SettingsSection = keyof Catalogue
type ValueOf<F> = F extends { schema: infer S extends z.ZodMiniType } ? z.infer<S> : never
export type Settings = {
  readonly [S in SettingsSection]: { readonly [F in keyof Catalogue[S]]: ValueOf<Catalogue[S][F]> }
}
/** A setting as the file's keys lead to it, such as "appearance.theme". */
export type SettingName = {
  [S in SettingsSection]: `${S}.${keyof Settings[S] & string}`
}[SettingsSection]
export type SettingValue<N extends SettingName> = N extends `${infer S}.${infer F}`
  ? S extends SettingsSection
    ? F extends keyof Settings[S]
      ? Settings[S][F]
      : never
    : never
  : never

/** What is to be changed; all else stays. */
export type SettingsPatch = { readonly [S in SettingsSection]?: Partial<Settings[S]> }

type Fields = Readonly<
  Record<string, { readonly schema: z.ZodMiniType; readonly fallback: unknown }>
>
export const settingsSections: readonly (readonly [SettingsSection, Fields])[] = Object.entries(
  settingsCatalogue,
) as unknown as readonly (readonly [SettingsSection, Fields])[]

const mapSections = <T>(each: (section: SettingsSection, fields: Fields) => T) =>
  Object.fromEntries(settingsSections.map(([name, fields]) => [name, each(name, fields)]))
const mapFields = <T>(fields: Fields, each: (name: string, field: Fields[string]) => T) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, each(name, field)]))

export const defaultSettings = mapSections((_section, fields) =>
  mapFields(fields, (_name, { fallback }) => fallback),
) as unknown as Settings

export const settingsSchema = z.object(
  mapSections((_section, fields) => z.object(mapFields(fields, (_name, { schema }) => schema))),
) as unknown as z.ZodMiniType<Settings, Settings>

/** Strict: what is no setting is refused, so that a slip is not taken for a change. */
export const settingsPatchSchema = z.strictObject(
  mapSections((_section, fields) =>
    z.optional(z.strictObject(mapFields(fields, (_name, { schema }) => z.optional(schema)))),
  ),
) as unknown as z.ZodMiniType<SettingsPatch, SettingsPatch>

/** Bytes of settings.json that are read; a larger file is none of ours. */
export const SETTINGS_FILE_MAX_BYTES = 256 * 1024

/** A value of settings.json that is not used; the fallback is. */
export const settingsProblemSchema = z.object({
  /** "appearance.theme", "appearance", or empty for the whole file. */
  setting: z.string(),
  /** The value as JSON, cut; empty for the whole file. */
  value: z.string(),
  reason: z.enum([
    'unreadable',
    'too-large',
    'not-json',
    'not-an-object',
    'not-allowed',
    'unknown',
  ]),
})
export type SettingsProblem = z.infer<typeof settingsProblemSchema>

export const settingsViewSchema = z.object({
  settings: settingsSchema,
  problems: z.array(settingsProblemSchema),
  /** Of settings.json. */
  path: z.string(),
})
export type SettingsView = z.infer<typeof settingsViewSchema>
