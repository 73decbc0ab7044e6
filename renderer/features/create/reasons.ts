import type { HostView } from '../../../shared/domain/guest.ts'
import type { SystemNeeds } from '../../../shared/domain/provision.ts'
import {
  defaultCpus,
  defaultMemoryMiB,
  memoryMiBFor,
} from '../../../shared/domain/spare-resources.ts'
import { formatBytes, formatMiB } from '../../i18n/format.ts'
import { t } from '../../i18n/index.ts'

const GIB = 1024 ** 3

/** A system that is going to be installed, and what its makers ask for. */
export interface NeedySystem {
  readonly osName: string
  readonly needs: SystemNeeds
}

/** Why the memory is preset as it is; of another value, what there is. */
export function memoryReason(
  host: HostView | null,
  typed: string,
  system: NeedySystem | null = null,
): string {
  if (host === null) return t('create.memoryUnknown')
  const total = formatMiB(host.memoryMiB)
  if (system !== null && Number(typed) === memoryMiBFor(host, system.needs.memoryMiB)) {
    const wanted = formatMiB(system.needs.memoryMiB)
    const enough = Number(typed) === system.needs.memoryMiB
    const { osName } = system
    return t(enough ? 'create.memoryAsked' : 'create.memoryHalf', { total, osName, wanted })
  }
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

/** Why the new disk is as large as it is, and what there is for it. */
export function diskReason(host: HostView, typed: string, system: NeedySystem | null): string {
  const { freeBytes, path } = host.storage
  const free = { free: formatBytes(freeBytes), path }
  if (system === null || Number(typed) * GIB !== system.needs.diskBytes) {
    return t('create.diskSizeHint', free)
  }
  return t('create.diskSizeAsked', { ...free, osName: system.osName })
}
