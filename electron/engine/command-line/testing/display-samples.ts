import type { AudioBackend } from '../../preparation/resources.ts'
import {
  type ConfigInput,
  guest,
  type Need,
  resources,
  type Sample,
  type Samples,
} from './sample.ts'

const noTypes = { deviceTypes: new Set<string>() }

/** Display adapters. */
export function videoSamples(): Samples {
  const show = (some: Partial<ConfigInput> = {}): Sample => ({
    config: guest({ display: 'vnc', ...some }),
  })
  const renderNode = '/dev/dri/renderD128'
  return {
    'video-auto': show(),
    'video-auto-other': show({ os: 'other' }),
    'video-virtio-i440fx': show({ video: 'virtio', machine: 'i440fx' }),
    'video-vga': show({ video: 'vga' }),
    'video-qxl': { ...show({ video: 'qxl' }), needs: [{ kind: 'device-type', name: 'qxl-vga' }] },
    'video-virtio-gl': {
      ...show({ video: 'virtio-gl' }),
      more: resources({ renderNode }),
      needs: [
        { kind: 'path', path: renderNode },
        { kind: 'device-type', name: 'virtio-vga-gl' },
      ],
    },
    'video-virtio-gl-without-render-node': show({ video: 'virtio-gl' }),
    'without-virtio-vga': { ...show(), capabilities: noTypes },
  }
}

/** Sound cards, with and without the microphone. */
export function audioSamples(dir: string): Samples {
  const socket = `${dir}/pulse.sock`
  const none: AudioBackend = { driver: 'none' }
  const pulse = { driver: 'pa', server: `unix:${socket}` } as const
  type Device = 'hda-duplex' | 'hda-output' | 'hda-micro' | 'ac97' | 'virtio'
  const card = (
    device: Device,
    microphone: boolean,
    audio: AudioBackend = none,
    more: Partial<ConfigInput> = {},
  ): Sample => ({
    config: guest({ name: 'a,b "c"', sound: { device, microphone }, ...more }),
    more: resources({ audio }),
  })
  const needsPulse: readonly Need[] = [
    { kind: 'audio-driver', name: 'pa' },
    { kind: 'program', path: '/usr/bin/pulseaudio' },
  ]
  const onPulse = (device: Device, microphone: boolean): Sample => ({
    ...card(device, microphone, pulse),
    needs: needsPulse,
    helpers: [{ kind: 'pulseaudio', socket }],
  })
  const virtio = [{ kind: 'device-type', name: 'virtio-sound-pci' }] as const
  return {
    'sound-hda-duplex': card('hda-duplex', true),
    'sound-hda-duplex-without-microphone': card('hda-duplex', false),
    'sound-hda-micro-silent': card('hda-micro', false, none),
    'sound-ac97': card('ac97', true),
    'sound-virtio': { ...card('virtio', true), needs: virtio },
    'sound-virtio-without-microphone': { ...card('virtio', false), needs: virtio },
    'sound-virtio-not-there': {
      ...card('virtio', false),
      capabilities: noTypes,
    },
    'i440fx-sound-hda': card('hda-output', false, none, { machine: 'i440fx', pcSpeaker: true }),
    'sound-pulse-duplex': onPulse('hda-duplex', true),
    'sound-pulse-without-microphone': onPulse('hda-duplex', false),
    'sound-pulse-micro-silent': onPulse('hda-micro', false),
    'sound-pulse-ac97-without-microphone': {
      ...onPulse('ac97', false),
      // Once for each of the two inputs, each time that the card is reset. QEMU also sets the volume
      // before the server has made the stream.
      says: /^(audio: Failed to create voice `ac97\.(pi|mc)'\n|pulseaudio: set_sink_input_(volume|mute)\(\) failed\n|pulseaudio: Reason: Invalid argument\n)+$/,
    },
    'sound-pipewire': {
      ...card('hda-duplex', true, { driver: 'pipewire' }),
      needs: [{ kind: 'audio-driver', name: 'pipewire' }],
    },
    'pc-speaker-alone': {
      config: guest({ pcSpeaker: true }),
      more: resources({ audio: none }),
    },
    'sound-without-backend': {
      config: guest({ sound: { device: 'hda-duplex' }, pcSpeaker: true }),
    },
  }
}
