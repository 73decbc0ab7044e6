import { t } from './index.ts'

const KIB = 1024
const units = ['KiB', 'MiB', 'GiB', 'TiB'] as const

const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' })
const milliseconds = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'millisecond',
  maximumFractionDigits: 0,
})
const percent = new Intl.NumberFormat(undefined, { style: 'percent' })

/** A size in bytes for people, in powers of 1,024 and with at most one decimal. */
export function formatBytes(bytes: number): string {
  let value = bytes / KIB
  let index = 0
  // 1023.95 would be rounded to "1,024".
  while (value >= 1023.95 && index < units.length - 1) {
    value /= KIB
    index += 1
  }
  return t(`bytes.${units[index] ?? 'TiB'}`, { number: number.format(value) })
}

export const formatMiB = (mebibytes: number): string => formatBytes(mebibytes * KIB * KIB)

/** The time of day where `time` (ms since the epoch) is today, else the day with it. */
export function formatTime(time: number, now: number = Date.now()): string {
  const sameDay = new Date(time).toDateString() === new Date(now).toDateString()
  return (sameDay ? timeOfDay : dayAndTime).format(time)
}

export const formatFullTime = (time: number): string => full.format(time)

/** A share of 0 to 1, in whole percents that are never more than is done. */
export const formatShare = (share: number): string => percent.format(Math.floor(share * 100) / 100)

export const formatMilliseconds = (ms: number): string => milliseconds.format(ms)
