import type { HostView } from '../../../shared/domain/guest.ts'
import { formatMiB } from '../../i18n/format.ts'
import { t } from '../../i18n/index.ts'
import { defaultCpus, defaultMemoryMiB } from './defaults.ts'

/** Why the memory is preset as it is. */
export function memoryReason(host: HostView | null): string {
  if (host === null) return t('create.memoryUnknown')
  const total = formatMiB(host.memoryMiB)
  const less = defaultMemoryMiB(host) < host.memoryMiB / 4.5
  return t(less ? 'create.memoryEnough' : 'create.memoryQuarter', { total })
}

/** Why the processors are preset as they are. */
export function cpusReason(host: HostView | null): string {
  if (host === null) return t('create.cpusUnknown')
  const half = host.cpus > 1 && defaultCpus(host) === Math.floor(host.cpus / 2)
  return half
    ? t('create.cpusHalf', { total: host.cpus })
    : t('create.cpusEnough', { total: host.cpus })
}
