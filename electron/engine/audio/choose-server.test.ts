import { expect, test } from 'vitest'
import { chooseServer, type NamedServer } from './choose-server.ts'

const pipewire: NamedServer = { kind: 'pipewire', socket: '/pw', name: 'PipeWire' }
const onPipewire: NamedServer = {
  ...{ kind: 'pulseaudio', socket: '/pulse' },
  name: 'PulseAudio (on PipeWire 1.4.2)',
}
const pulseaudio: NamedServer = { kind: 'pulseaudio', socket: '/pulse', name: 'pulseaudio' }
const all = ['none', 'pa', 'pipewire']

test.each([
  ['PipeWire where QEMU has a driver for it', [pipewire, onPipewire], all, '/pw'],
  ['its PulseAudio socket otherwise', [pipewire, onPipewire], ['none', 'pa'], '/pulse'],
  ['PulseAudio where it is the real one', [pipewire, pulseaudio], all, '/pulse'],
  ['PulseAudio where it is alone', [pulseaudio], all, '/pulse'],
  ['PipeWire where it is alone', [pipewire], all, '/pw'],
  ['nothing where QEMU has no driver for what is there', [pipewire], ['none', 'pa'], undefined],
  ['nothing where QEMU has no driver at all', [pipewire, pulseaudio], ['none'], undefined],
  ['nothing where there is no server', [], all, undefined],
])('chooses %s', (_, servers, drivers, socket) => {
  expect(chooseServer(servers, drivers)?.socket).toBe(socket)
})
