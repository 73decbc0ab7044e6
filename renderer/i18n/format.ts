import { formatLocale, t } from './index.ts'

const KIB = 1024
const units = ['KiB', 'MiB', 'GiB', 'TiB'] as const

function makeFormats(locale: string) {
  const clock = { hour: '2-digit', minute: '2-digit' } as const
  return {
    locale,
    number: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
    timeOfDay: new Intl.DateTimeFormat(locale, clock),
    dayAndTime: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...clock }),
    shortDay: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
    full: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'full' }),
    relativeDay: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
    milliseconds: new Intl.NumberFormat(locale, {
      ...{ style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 },
    }),
    percent: new Intl.NumberFormat(locale, { style: 'percent' }),
    list: new Intl.ListFormat(locale, { style: 'narrow', type: 'unit' }),
    duration: {
      second: unitFormat(locale, 'second'),
      minute: unitFormat(locale, 'minute'),
      hour: unitFormat(locale, 'hour'),
      day: unitFormat(locale, 'day'),
    },
  }
}

const unitFormat = (locale: string, unit: string): Intl.NumberFormat =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' })

let made: ReturnType<typeof makeFormats> | null = null

/** Made when first needed, and again when the language has changed. */
function formats(): ReturnType<typeof makeFormats> {
  const locale = formatLocale()
  if (made?.locale !== locale) made = makeFormats(locale)
  return made
}

/** A size in bytes for people, in powers of 1,024 and with at most one decimal. */
export function formatBytes(bytes: number): string {
  let value = bytes / KIB
  let index = 0
  // 1023.95 would be rounded to "1,024".
  while (value >= 1023.95 && index < units.length - 1) {
    value /= KIB
    index += 1
  }
  return t(`bytes.${units[index] ?? 'TiB'}`, { number: formats().number.format(value) })
}

export const formatMiB = (mebibytes: number): string => formatBytes(mebibytes * KIB * KIB)

/** The time of day where `time` (ms since the epoch) is today, else the day with it. */
export function formatTime(time: number, now: number = Date.now()): string {
  const { timeOfDay, dayAndTime } = formats()
  const sameDay = new Date(time).toDateString() === new Date(now).toDateString()
  return (sameDay ? timeOfDay : dayAndTime).format(time)
}

/** The time of day where `time` (ms since the epoch) is today, else the day alone. */
export function formatTimeOrDay(time: number, now: number = Date.now()): string {
  const { timeOfDay, shortDay } = formats()
  const sameDay = new Date(time).toDateString() === new Date(now).toDateString()
  return (sameDay ? timeOfDay : shortDay).format(time)
}

export const formatTimeOfDay = (time: number): string => formats().timeOfDay.format(time)

export const formatFullTime = (time: number): string => formats().full.format(time)

/** "today", "yesterday", else the date. Both in ms since the epoch. */
export function formatDay(time: number, now: number = Date.now()): string {
  const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)
  // A day has 23 to 25 hours where clocks are changed.
  const days = Math.round((midnight(time) - midnight(now)) / 86_400_000)
  const { relativeDay, day } = formats()
  return days === 0 || days === -1 ? relativeDay.format(days, 'day') : day.format(time)
}

/** A share of 0 to 1, in whole percents that are never more than is done. */
export const formatShare = (share: number): string =>
  formats().percent.format(Math.floor(share * 100) / 100)

export const formatMilliseconds = (ms: number): string => formats().milliseconds.format(ms)

export const formatNumber = (number: number): string => formats().number.format(number)

/** A span of time in its two largest units, such as "2 min, 5 sec"; never less than a second. */
export function formatDuration(ms: number): string {
  const { duration, list } = formats()
  const seconds = Math.max(1, Math.round(ms / 1000))
  const parts = [
    ['day', Math.floor(seconds / 86_400)],
    ['hour', Math.floor(seconds / 3600) % 24],
    ['minute', Math.floor(seconds / 60) % 60],
    ['second', seconds % 60],
  ] as const
  const first = parts.findIndex(([, count]) => count > 0)
  const shown = parts.slice(first, first + 2).filter(([, count]) => count > 0)
  return list.format(shown.map(([unit, count]) => duration[unit].format(count)))
}
