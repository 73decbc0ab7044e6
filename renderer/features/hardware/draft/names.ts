import { type DeviceList, fieldOf, type Change } from '../../../../shared/domain/differences.ts'
import type { ErrorData } from '../../../../shared/domain/errors.ts'
import { deviceLists, type GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { en } from '../../../i18n/en/index.ts'
import { deviceName } from '../../../i18n/device-name.ts'
import { t } from '../../../i18n/index.ts'

export const isDeviceList = (key: string): key is DeviceList =>
  (deviceLists as readonly string[]).includes(key)

const isPart = (key: string): key is keyof typeof en.part => Object.hasOwn(en.part, key)

/** What is not known has its own name. */
const partName = (key: string): string => (isPart(key) ? t(`part.${key}`) : key)

/** An error with the device that it is about called as the page calls it. */
export function withDeviceName(error: ErrorData, configs: readonly GuestConfig[]): ErrorData {
  const { device } = error.params
  const list = deviceLists.find((name) =>
    configs.some((config) => config[name].some(({ id }) => id === device)),
  )
  if (list === undefined) return error
  const name = deviceName(list, String(device), configs)
  return { ...error, params: { ...error.params, device: name } }
}

/** A field as configure names it, in words: "Memory", "Disk 2: cache". */
export function fieldName(field: string, configs: readonly GuestConfig[]): string {
  const [first = '', id, key] = field.split('.')
  if (!isDeviceList(first) || id === undefined) return partName(first)
  const device = deviceName(first, id, configs)
  return key === undefined ? device : t('hardware.changedField', { device, field: partName(key) })
}

/** A change in words: "Disk 2 is added". `configs`: those that it leads from and to. */
export function changeName(change: Change, configs: readonly GuestConfig[]): string {
  const name = fieldName(fieldOf(change), configs)
  if (change.kind === 'added') return t('hardware.added', { name })
  if (change.kind === 'removed') return t('hardware.removed', { name })
  if (change.kind === 'order') return t('hardware.reordered', { name })
  return name
}
