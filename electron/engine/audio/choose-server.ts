import type { SoundServer } from './sound-server.ts'

export interface NamedServer extends SoundServer {
  /** What it says of itself. */
  readonly name: string
}

const driverOf = { pipewire: 'pipewire', pulseaudio: 'pa' } as const

/**
 * The first of the servers, all of which answer, that the user's sound goes through and QEMU has a
 * driver for. Pure.
 *
 * PipeWire's own socket has less delay than its PulseAudio one. Beside a real PulseAudio, though,
 * PipeWire is there for cameras and shared screens, and a sound sent to it is not heard.
 */
export function chooseServer(
  servers: readonly NamedServer[],
  drivers: readonly string[],
): SoundServer | null {
  const usable = servers.filter(({ kind }) => drivers.includes(driverOf[kind]))
  const realPulse = usable.find(
    ({ kind, name }) => kind === 'pulseaudio' && !/pipewire/i.test(name),
  )
  const { kind, socket } = realPulse ?? usable[0] ?? { kind: null, socket: '' }
  return kind === null ? null : { kind, socket }
}
