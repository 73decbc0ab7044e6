import type { DeviceList } from '../../../../shared/domain/differences.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import type { HardwareOffer } from '../../../../shared/domain/hardware-offer.ts'
import { t } from '../../../i18n/index.ts'
import { addDevice, set } from '../draft/edits.ts'
import {
  DEVICES_MAX,
  FIRST_CID,
  freeId,
  newCdrom,
  newNic,
  newSerial,
} from '../draft/new-devices.ts'

export const additionKinds = [
  ...(['disk-new', 'disk-existing', 'cdrom', 'nic', 'usb', 'share', 'serial', 'sound'] as const),
  ...(['tpm', 'rng', 'watchdog', 'pvpanic', 'vsock', 'pcSpeaker'] as const),
] as const
export type AdditionKind = (typeof additionKinds)[number]

/** Those that ask for more before there is something to add. */
export type AskedKind = 'disk-new' | 'disk-existing' | 'usb'
/** Those that are added where folders are shared. */
type ElsewhereKind = 'share'
export type PlainKind = Exclude<AdditionKind, AskedKind | ElsewhereKind>

const listOf: Partial<Record<AdditionKind, DeviceList>> = {
  ...{ 'disk-new': 'disks', 'disk-existing': 'disks', cdrom: 'cdroms', nic: 'nics' },
  ...{ usb: 'usbDevices', share: 'shares', serial: 'serials' },
}

/** Whether the guest has the one that it can have. */
function hasOne(kind: AdditionKind, config: GuestConfig): boolean {
  switch (kind) {
    case 'sound':
    case 'watchdog':
    case 'vsock':
      return config[kind] !== null
    case 'tpm':
    case 'rng':
    case 'pvpanic':
    case 'pcSpeaker':
      return config[kind]
    case 'disk-new':
    case 'disk-existing':
    case 'cdrom':
    case 'nic':
    case 'usb':
    case 'share':
    case 'serial':
      return false
  }
}

/** Why it cannot be added; null where it can. */
export function whyNot(
  kind: AdditionKind,
  config: GuestConfig,
  offer: HardwareOffer | null,
): string | null {
  const list = listOf[kind]
  if (list !== undefined && config[list].length >= DEVICES_MAX[list]) {
    return t('hardware.full', { max: DEVICES_MAX[list] })
  }
  if (hasOne(kind, config)) return t('hardware.onlyOne')
  if (kind === 'vsock' && offer?.vsock === false) return t('hardware.vsockMissing')
  return null
}

export interface Added {
  readonly change: (config: GuestConfig) => GuestConfig
  /** The item to show then. */
  readonly item: string
}

/** What is added without a question. `configs`: the draft, and all others whose ids are taken. */
export function addition(
  kind: PlainKind,
  config: GuestConfig,
  configs: readonly GuestConfig[],
  running: boolean,
): Added {
  switch (kind) {
    case 'cdrom': {
      const id = freeId('cdroms', configs)
      const change = addDevice('cdroms', newCdrom(id, config, running))
      return { change, item: `cdroms.${id}` }
    }
    case 'nic': {
      const id = freeId('nics', configs)
      return { change: addDevice('nics', newNic(id, config)), item: `nics.${id}` }
    }
    case 'serial': {
      const id = freeId('serials', configs)
      return { change: addDevice('serials', newSerial(id)), item: `serials.${id}` }
    }
    case 'sound':
      // Without a microphone: the user allows that by choice.
      return { change: set({ sound: { device: 'hda-output', microphone: false } }), item: kind }
    case 'watchdog':
      return { change: set({ watchdog: { action: 'reset' } }), item: kind }
    case 'vsock':
      return { change: set({ vsock: { cid: FIRST_CID } }), item: kind }
    case 'tpm':
    case 'rng':
    case 'pvpanic':
    case 'pcSpeaker':
      return { change: set({ [kind]: true }), item: kind }
  }
}
