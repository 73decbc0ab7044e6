import type { DeviceList } from '../../../../shared/domain/differences.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'

type Edit = (config: GuestConfig) => GuestConfig

/** Sets fields; one that is undefined is taken out. */
export const set =
  (part: { readonly [K in keyof GuestConfig]?: GuestConfig[K] | undefined }): Edit =>
  (config) =>
    withPart(config, part)

/** Sets fields of a device; one that is undefined is taken out. */
export const setDevice =
  <L extends DeviceList>(
    list: L,
    id: string,
    part: { readonly [K in keyof GuestConfig[L][number]]?: GuestConfig[L][number][K] | undefined },
  ): Edit =>
  (config) => ({
    ...config,
    [list]: config[list].map((device) => (device.id === id ? withPart(device, part) : device)),
  })

export const addDevice =
  <L extends DeviceList>(list: L, device: GuestConfig[L][number]): Edit =>
  (config) => ({ ...config, [list]: [...config[list], device] })

export const removeDevice =
  (list: DeviceList, id: string): Edit =>
  (config) => ({ ...config, [list]: config[list].filter((device) => device.id !== id) })

/** Moves a device up (-1) or down (1) in its list, as far as it goes. */
export const moveDevice =
  (list: DeviceList, id: string, by: -1 | 1): Edit =>
  (config) => {
    const devices = [...config[list]] as { id: string }[]
    const from = devices.findIndex((device) => device.id === id)
    const to = from + by
    const [device, other] = [devices[from], devices[to]]
    if (device === undefined || other === undefined) return config
    devices[from] = other
    devices[to] = device
    return { ...config, [list]: devices }
  }

/** A field that is not there and one that is undefined are written alike; there is one of the two. */
function withPart<T extends object>(whole: T, part: object): T {
  const entries = Object.entries({ ...whole, ...part })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as T
}
