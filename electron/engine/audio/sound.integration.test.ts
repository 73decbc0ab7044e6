import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testGuest } from '../../../scripts/test-guest/index.mjs'
import type { SoundConfig } from '../../../shared/domain/config/devices.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { NewGuest } from '../../../shared/domain/guest-config.ts'
import type { Engine } from '../index.ts'
import {
  EngineHome,
  eventually,
  idleGuest,
  pidOf,
  untilState,
  viewOf,
} from '../testing/engine-home.ts'
import { type GuestShell, shellOf } from '../testing/guest-shell.ts'
import { ANSWER_TIMEOUT_MS } from './server-connection.ts'
import { pitchOf, sine } from './testing/pitch.ts'
import { PulseServer, RATE } from './testing/pulse-server.ts'

/** Whatever would end a string, an option or a property. */
const HOSTILE_NAME = `a "loud", 'quiet' machine; x=1,y=\\z`
const HALF_DUPLEX: SoundConfig = { device: 'hda-duplex', microphone: false }
const DUPLEX: SoundConfig = { device: 'hda-duplex', microphone: true }

let home: EngineHome
let pulse: PulseServer | null = null
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(async () => {
  await pulse?.kill()
  pulse = null
  await home.dispose()
})

const startServer = async (): Promise<PulseServer> => {
  pulse = await PulseServer.start(home.env)
  return pulse
}

/** Makes guests with this sound card and no network; the engine is opened anew to read their files. */
async function guestsWith(
  sound: SoundConfig | null,
  guests: readonly Partial<NewGuest>[],
): Promise<[Engine, string[]]> {
  const maker = await home.open()
  const made = await Promise.all(guests.map((guest) => maker.create(idleGuest(guest))))
  await home.close(maker)
  const ids = made.map(({ id }) => id)
  for (const id of ids) {
    const { configFile } = home.paths.guest(id)
    const config = JSON.parse(await readFile(configFile, 'utf8')) as object
    await writeFile(configFile, JSON.stringify({ ...config, sound, nics: [] }))
  }
  return [await home.open(), ids]
}

async function guestWith(
  sound: SoundConfig | null,
  guest: Partial<NewGuest> = {},
): Promise<[Engine, string]> {
  const [engine, [id = '']] = await guestsWith(sound, [guest])
  return [engine, id]
}

/** What is said of sound; a guest may be told of its network besides. */
const soundNotices = (view: GuestView) =>
  (view.runtime?.notices ?? []).filter(({ code }) => code.startsWith('SOUND_'))

const codes = (view: GuestView): string[] => soundNotices(view).map(({ code }) => code)

const soundOf = (engine: Engine, id: string) => {
  const view = viewOf(engine, id)
  return { sound: view.runtime?.sound, notices: soundNotices(view) }
}

async function untilNotice(engine: Engine, id: string, code: string): Promise<void> {
  if (codes(viewOf(engine, id)).includes(code)) return
  await new Promise<void>((resolve) => {
    const stop = engine.onChange((change) => {
      if (change.type !== 'put' || change.guest.id !== id || !codes(change.guest).includes(code))
        return
      stop()
      resolve()
    })
  })
}

async function bootShell(engine: Engine, id: string, readyLine: string): Promise<GuestShell> {
  await engine.start(id)
  return shellOf({ home, engine }, id, readyLine)
}

describe('a guest that plays and records', { timeout: 180_000 }, () => {
  it('is heard at its own pitch under its own name, hears the room, and outlives the server', async () => {
    const server = await startServer()
    const { readyLine, ...kernelBoot } = testGuest('full')
    const more = { name: HOSTILE_NAME, memoryMiB: 256, kernelBoot }
    const [engine, id] = await guestWith(DUPLEX, more)
    const shell = await bootShell(engine, id, readyLine)
    expect(soundOf(engine, id)).toEqual({
      sound: { backend: 'pulseaudio', socket: server.socket },
      notices: [],
    })

    const pitches: number[] = []
    let heard = new Int16Array(0)
    const stopListening = server.listen((samples) => {
      heard = Int16Array.from([...heard, ...samples])
      for (; heard.length >= RATE / 4; heard = heard.slice(RATE / 4)) {
        const pitch = pitchOf(heard.subarray(0, RATE / 4), RATE)
        if (pitch !== null) pitches.push(pitch)
      }
    })
    // For as long as it takes: on a busy host many a quarter of a second has a gap.
    await shell.run('{ tone 440 100 > /dev/null 2>&1 & }')
    await eventually(async () =>
      expect(await server.streams('sink-inputs')).toEqual([HOSTILE_NAME]),
    )
    await eventually(() => expect(pitches.length).toBeGreaterThanOrEqual(5), 90_000)
    stopListening()
    await shell.run('killall speaker-test; wait')
    const middle = [...pitches].sort((a, b) => a - b)[Math.floor(pitches.length / 2)]
    expect(middle).toBeGreaterThanOrEqual(438)
    expect(middle).toBeLessThanOrEqual(442)

    const stopPlaying = server.play(sine(660, RATE, 1))
    expect(await server.streams('source-outputs')).toEqual([HOSTILE_NAME])
    await shell.run('ln -s /bin/aplay /tmp/arecord')
    await shell.run('/tmp/arecord -q -D plughw:0,0 -t raw -f S16_LE -r 8000 -c 1 -d 2 /tmp/heard')
    const printed = await shell.run('echo "[" && tail -c 8000 /tmp/heard | base64 && echo "]"')
    stopPlaying()
    const [, encoded = ''] = /^\[\r?\n([^\]]*)\]/m.exec(printed) ?? []
    const recorded = Buffer.from(encoded, 'base64')
    expect(recorded).toHaveLength(8000)
    const samples = new Int16Array(new Uint8Array(recorded).buffer)
    expect(pitchOf(samples, 8000)).toBeGreaterThanOrEqual(657)
    expect(pitchOf(samples, 8000)).toBeLessThanOrEqual(663)

    await server.kill()
    await untilNotice(engine, id, 'SOUND_SERVER_GONE')
    expect(await shell.run('echo still here')).toContain('still here')
    expect(viewOf(engine, id).state).toBe('running')
    shell.close()
  })
})

describe('the microphone', () => {
  it('is not opened before the user allows it', async () => {
    const server = await startServer()
    const [engine, id] = await guestWith(HALF_DUPLEX, { name: 'deaf' })
    await engine.start(id)
    await eventually(async () => expect(await server.clients()).toContain('deaf'))
    expect(await server.streams('source-outputs')).toEqual([])
    await engine.powerOff(id)
  })
})

describe('without a sound server', () => {
  it('starts, silent, and says so', async () => {
    const [engine, id] = await guestWith(HALF_DUPLEX)
    await engine.start(id)
    expect(viewOf(engine, id).state).toBe('running')
    expect(soundOf(engine, id)).toMatchObject({
      sound: { backend: 'none' },
      notices: [{ code: 'SOUND_NO_SERVER', cause: expect.stringContaining('ENOENT') }],
    })
  })

  it('does not wait for one that hangs', async () => {
    const server = await startServer()
    const [engine, id] = await guestWith(HALF_DUPLEX)
    server.hang()
    const started = performance.now()
    await engine.start(id)
    // QEMU by itself would wait 30 s, which is as long as a start may take.
    expect(performance.now() - started).toBeLessThan(ANSWER_TIMEOUT_MS + 8_000)
    expect(soundOf(engine, id)).toMatchObject({
      sound: { backend: 'none' },
      notices: [{ code: 'SOUND_NO_SERVER', cause: expect.stringContaining('does not answer') }],
    })
  })

  it('starts once more where QEMU dies because the server has just gone', async () => {
    await startServer()
    const [first, id] = await guestWith(HALF_DUPLEX)
    await home.close(first)
    const env = await home.fakeQemu(
      'case "$*" in *-uuid*) rm -f "$XDG_RUNTIME_DIR/pulse/native";; esac; exec "$REAL" "$@"',
    )
    const engine = await home.open(env)
    await engine.start(id)
    expect(soundOf(engine, id)).toMatchObject({
      sound: { backend: 'none' },
      notices: [{ code: 'SOUND_FAILED', cause: expect.stringMatching(/audio driver/) }],
    })
  })

  it('leaves a guest without a sound card alone', async () => {
    const [engine, id] = await guestWith(null)
    await engine.start(id)
    expect(soundOf(engine, id)).toEqual({ sound: null, notices: [] })
  })
})

describe('a sound server that ends', () => {
  it('is told to every guest that plays through it, and harms none', async () => {
    const server = await startServer()
    const [engine, ids] = await guestsWith(HALF_DUPLEX, [{ name: 'one' }, { name: 'other' }])
    await Promise.all(ids.map((id) => engine.start(id)))
    const pids = ids.map((id) => pidOf(viewOf(engine, id)))
    const clients = await server.clients()
    expect(clients.filter((name) => name === 'Guesthouse')).toHaveLength(1)
    await server.kill()
    await Promise.all(ids.map((id) => untilNotice(engine, id, 'SOUND_SERVER_GONE')))
    expect(ids.map((id) => pidOf(viewOf(engine, id)))).toEqual(pids)
    const [id = ''] = ids
    const { runFile } = home.paths.guest(id)
    await eventually(async () =>
      expect(await readFile(runFile, 'utf8')).toContain('SOUND_SERVER_GONE'),
    )
    await engine.powerOff(id)
    await startServer()
    await engine.start(id)
    expect(soundOf(engine, id)).toMatchObject({
      sound: { backend: 'pulseaudio' },
      notices: [],
    })
  })

  it('is noticed by an engine that found the guest running', async () => {
    const server = await startServer()
    const [first, id] = await guestWith(HALF_DUPLEX)
    await first.start(id)
    await home.close(first)
    const engine = await home.open()
    await untilState(engine, id, 'running')
    await eventually(async () => expect(await server.clients()).toContain('Guesthouse'))
    await server.kill()
    await untilNotice(engine, id, 'SOUND_SERVER_GONE')
  })

  it('is not held on to once no guest plays through it', async () => {
    const server = await startServer()
    const [engine, id] = await guestWith(HALF_DUPLEX)
    await engine.start(id)
    await eventually(async () => expect(await server.clients()).toContain('Guesthouse'))
    await engine.powerOff(id)
    await eventually(async () => expect(await server.clients()).not.toContain('Guesthouse'))
  })
})
