import type { GuestConfig } from '../../shared/domain/guest-config.ts'

/** What new machines begin with, as their person wants it. */
export interface MachineDefaults {
  readonly atLogout: GuestConfig['atLogout']
  readonly clipboard: GuestConfig['clipboard']
  readonly sound: GuestConfig['sound']
  /** Where their disks are made, each machine's in a folder of its own; null: in the machine's own. */
  readonly disksFolder: string | null
}

export const usualDefaults: MachineDefaults = {
  atLogout: 'save',
  clipboard: 'off',
  // Without a microphone: the person allows that by choice.
  sound: { device: 'hda-output', microphone: false },
  disksFolder: null,
}
