import type { HostView } from '../../../shared/domain/guest.ts'
import { formatMiB } from '../../i18n/format.ts'
import { t } from '../../i18n/index.ts'
import { defaultCpus, defaultMemoryMiB } from './defaults.ts'

/** Why the memory is preset as it is; of another value, what there is. */
export function memoryReason(host: HostView | null, typed: string): string {
  if (host === null) return t('create.memoryUnknown')
  const total = formatMiB(host.memoryMiB)
  if (Number(typed) !== defaultMemoryMiB(host)) return t('create.memoryTotal', { total })
  const less = defaultMemoryMiB(host) < host.memoryMiB / 4.5
  return t(less ? 'create.memoryEnough' : 'create.memoryQuarter', { total })
}

/** Why the processors are preset as they are; of another value, how many there are. */
export function cpusReason(host: HostView | null, typed: string): string {
  if (host === null) return t('create.cpusUnknown')
  if (Number(typed) !== defaultCpus(host)) return t('create.cpusTotal', { total: host.cpus })
  const half = host.cpus > 1 && defaultCpus(host) === Math.floor(host.cpus / 2)
  return half
    ? t('create.cpusHalf', { total: host.cpus })
    : t('create.cpusEnough', { total: host.cpus })
}
