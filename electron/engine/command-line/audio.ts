import type { SoundConfig } from '../../../shared/domain/config/devices.ts'
import type { AudioBackend } from '../preparation/resources.ts'
import { deviceParts, type DeviceParts } from './device-parts.ts'
import type { QemuObject } from './qemu-object.ts'
import type { CommandLineInput } from './input.ts'
import { fixedPlace } from './placement.ts'

/** Where the guest's sound goes. */
export const AUDIODEV = 'audio'
/** Where a microphone listens that may not: to silence. */
const SILENCE = 'silence'

/** Hz. What sound servers mix at, so that QEMU need not convert. */
const FREQUENCY = 48_000

/**
 * The sound card and PC speaker. Without a backend there are neither. A guest that may not use the
 * microphone gets a card that has none, or one whose microphone is connected to nothing; the
 * recording stream of the sound server is not opened at all.
 */
export function audioParts(input: CommandLineInput): DeviceParts {
  const { config, resources } = input
  const { audio } = resources
  if (audio === null || (config.sound === null && !config.pcSpeaker)) return deviceParts({})
  const card = config.sound === null ? null : cardOf(config.sound, input)
  return deviceParts({
    audiodevs: [
      backend(audio, config.name, config.sound),
      ...(card?.silence === true ? [{ driver: 'none', id: SILENCE }] : []),
    ],
    devices: card?.devices ?? [],
  })
}

/** The stream carries the guest's name, by which the desktop's mixer shows it. */
function backend(audio: AudioBackend, name: string, sound: SoundConfig | null): QemuObject {
  if (audio.driver === 'none') return { driver: 'none', id: AUDIODEV }
  const stream = { 'stream-name': name, frequency: FREQUENCY }
  return {
    driver: audio.driver,
    id: AUDIODEV,
    ...(audio.driver === 'pa' ? { server: audio.server } : {}),
    out: stream,
    ...(sound?.microphone === true ? { in: stream } : {}),
    // AC97 always has an input; without a voice for it QEMU says so in its log and records nothing.
    ...(sound?.device === 'ac97' && !sound.microphone ? { in: { voices: 0 } } : {}),
  }
}

interface Card {
  readonly devices: readonly QemuObject[]
  readonly silence: boolean
}

function cardOf({ device, microphone }: SoundConfig, input: CommandLineInput): Card {
  const { machine } = input.config
  const place = fixedPlace(machine, 'sound')
  const plain = (driver: string, more: QemuObject = {}): Card => ({
    devices: [{ driver, id: 'sound', ...place, audiodev: AUDIODEV, ...more }],
    silence: false,
  })
  const hda = (codec: 'hda-duplex' | 'hda-output' | 'hda-micro', silence = false): Card => ({
    devices: [
      { driver: machine === 'q35' ? 'ich9-intel-hda' : 'intel-hda', id: 'sound', ...place },
      {
        ...{ driver: codec, id: 'sound-codec', bus: 'sound.0' },
        audiodev: silence ? SILENCE : AUDIODEV,
        // The guest's volume is applied to its own stream alone: with a mixer, a guest at volume 0
        // mutes the stream in the desktop's mixer, where it then stays so.
        mixer: false,
      },
    ],
    silence,
  })
  const duplex = microphone ? 'hda-duplex' : 'hda-output'
  switch (device) {
    case 'hda-duplex':
      return hda(duplex)
    case 'hda-output':
      return hda('hda-output')
    case 'hda-micro':
      return hda('hda-micro', !microphone)
    case 'ac97':
      return plain('AC97')
    case 'virtio':
      // Of two streams the second is the input (hw/audio/virtio-snd.c). HDA, which everything knows,
      // stands in where this QEMU has no virtio-sound.
      return input.capabilities.deviceTypes.has('virtio-sound-pci')
        ? plain('virtio-sound-pci', { streams: microphone ? 2 : 1 })
        : hda(duplex)
  }
}
