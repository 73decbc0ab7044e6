import type { Logger } from '../../platform/logger.ts'
import { BusError } from '../../platform/bus/bus-error.ts'
import { keepValue } from './kept-value.ts'
import { ownerChanged, type SessionBus } from './session-bus.ts'

/**
 * xdg-desktop-portal's Settings (flatpak.github.io/xdg-desktop-portal, version 2); `Read` is of
 * version 1 and wraps its value once more.
 */
const PORTAL = 'org.freedesktop.portal.Desktop'
const SETTINGS = {
  path: '/org/freedesktop/portal/desktop',
  interface: 'org.freedesktop.portal.Settings',
} as const
const APPEARANCE = 'org.freedesktop.appearance'

/** ms: the portal is started by the first who asks. */
const READ_LIMIT = 10_000

export type ColorScheme = 'dark' | 'light'

/** What the desktop says of its looks; null is what it does not say. */
export interface DesktopLooks {
  /** "#rrggbb" */
  readonly accent: string | null
  readonly colorScheme: ColorScheme | null
}

/** Of three sRGB shares, each from 0 to 1; anything else means that there is none. Pure. */
export function accentOf(value: unknown): string | null {
  if (!Array.isArray(value) || value.length !== 3) return null
  const shares: unknown[] = value
  const isShare = (share: unknown): share is number =>
    typeof share === 'number' && share >= 0 && share <= 1
  if (!shares.every(isShare)) return null
  const digits = shares.map((share) =>
    Math.round(share * 255)
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${digits.join('')}`
}

/** 1 is dark, 2 light, and 0 and all that may follow no preference. Pure. */
export function colorSchemeOf(value: unknown): ColorScheme | null {
  if (value === 1) return 'dark'
  return value === 2 ? 'light' : null
}

async function readSetting(bus: SessionBus, key: string): Promise<unknown> {
  const read = async (member: string): Promise<unknown> => {
    const { body } = await bus.call({
      ...{ destination: PORTAL, ...SETTINGS, member, timeoutMs: READ_LIMIT },
      ...{ signature: 'ss', body: [APPEARANCE, key] },
    })
    return body[0]
  }
  const unlessRefused = (instead: () => unknown) => (error: unknown) => {
    if (error instanceof BusError && error.trouble === 'refused') return instead()
    throw error
  }
  return read('ReadOne').catch(
    unlessRefused(() =>
      // A desktop without the setting refuses it as well.
      read('Read').catch(unlessRefused(() => null)),
    ),
  )
}

/** Tells of the desktop's looks when they are known, and at each change. Returns its end. */
export function followLooks(
  bus: SessionBus,
  tell: (looks: DesktopLooks | null) => void,
  logger: Logger,
): () => void {
  return keepValue({
    ...{ bus, tell, logger },
    signals: [
      { sender: PORTAL, ...SETTINGS, member: 'SettingChanged', arg0: APPEARANCE },
      ownerChanged(PORTAL),
    ],
    read: async () => {
      const [accent, scheme] = await Promise.all([
        readSetting(bus, 'accent-color'),
        readSetting(bus, 'color-scheme'),
      ])
      return { accent: accentOf(accent), colorScheme: colorSchemeOf(scheme) }
    },
  })
}
