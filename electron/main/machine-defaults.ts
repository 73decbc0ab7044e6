import type { Settings } from '../../shared/domain/settings.ts'
import type { MachineDefaults } from '../connections/connection.ts'

/** What the settings say of new machines, in the engine's words. */
export function machineDefaults({ newMachines, sound, storage }: Settings): MachineDefaults {
  const { atLogout, clipboard } = newMachines
  const { disksFolder } = storage
  return { atLogout, clipboard, sound: soundOf(sound), disksFolder }
}

/** A sound card that cannot be heard is none; one that listens plays, too. */
function soundOf({ play, microphone }: Settings['sound']): MachineDefaults['sound'] {
  if (!play) return null
  return { device: microphone ? 'hda-duplex' : 'hda-output', microphone }
}
