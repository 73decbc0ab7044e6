import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runProgram } from '../../capabilities/run-program.ts'
import { findProgram } from '../../capabilities/find-program.ts'
import { eventually } from '../../testing/engine-home.ts'
import { enterServer } from '../sound-server.ts'

/** Hz; what the null sink mixes at and parec records. */
export const RATE = 48_000

/** Two rooms without walls: what is played in `speaker` and what `microphone` hears. */
const SCRIPT = [
  'load-module module-native-protocol-unix',
  `load-module module-null-sink sink_name=speaker rate=${RATE}`,
  `load-module module-null-sink sink_name=room rate=${RATE}`,
  'set-default-sink speaker',
  'set-default-source room.monitor',
  '',
].join('\n')

const programs = ['pulseaudio', 'pactl', 'parec', 'pacat'] as const
type Programs = Readonly<Record<(typeof programs)[number], string>>

interface Stream {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
}

/** A real PulseAudio for one test, with sinks that are nowhere heard, and nothing of this computer's. */
export class PulseServer {
  readonly socket: string
  readonly #env: NodeJS.ProcessEnv
  readonly #programs: Programs
  readonly #process: ChildProcess
  readonly #ended: Promise<void>

  private constructor(env: NodeJS.ProcessEnv, paths: Programs, script: string) {
    this.#env = env
    this.#programs = paths
    this.socket = join(env['XDG_RUNTIME_DIR'] ?? '', 'pulse/native')
    this.#process = spawn(
      paths.pulseaudio,
      [
        ...['-n', '-F', script, '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1'],
        ...['--disable-shm=yes', '--realtime=no', '--high-priority=no', '--log-target=stderr'],
      ],
      { env, stdio: 'ignore' },
    )
    this.#ended = new Promise((resolve) => this.#process.once('exit', () => resolve()))
  }

  /** `env` holds the HOME and XDG_RUNTIME_DIR that it is for. */
  static async start(env: NodeJS.ProcessEnv): Promise<PulseServer> {
    const found = await Promise.all(
      programs.map(async (name) => {
        const path = await findProgram({ names: [name], env })
        if (path === null) throw new Error(`${name} is not installed`)
        return [name, path]
      }),
    )
    const dir = join(env['HOME'] ?? '', 'pulse')
    await mkdir(dir, { recursive: true })
    const script = join(dir, 'script.pa')
    await writeFile(script, SCRIPT)
    const server = new PulseServer(env, Object.fromEntries(found) as Programs, script)
    // It does not tell when it is ready.
    await eventually(async () => {
      const socket = { kind: 'pulseaudio', socket: server.socket } as const
      const { connection } = await enterServer(socket, { env })
      connection.destroy()
    })
    return server
  }

  /** Stands still: takes connections, as the kernel does that, and answers none. */
  hang(): void {
    this.#process.kill('SIGSTOP')
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#ended
  }

  /** Names of the clients that are connected. */
  async clients(): Promise<readonly string[]> {
    const listed = await this.#list('clients')
    return listed.map(({ properties }) => properties['application.name'] ?? '')
  }

  /** Names of the streams that are played (sink-inputs) or recorded (source-outputs). */
  async streams(kind: 'sink-inputs' | 'source-outputs'): Promise<readonly string[]> {
    const listed = await this.#list(kind)
    return listed.map(({ properties }) => properties['media.name'] ?? '')
  }

  async #list(kind: string): Promise<readonly Stream[]> {
    const { stdout, stderr } = await runProgram({
      file: this.#programs.pactl,
      args: ['--format=json', 'list', kind],
      env: this.#env,
      timeoutMs: 20_000,
    })
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout) as Stream[]
  }

  /** Calls back with what is heard in `speaker`, mono and 16 bit, until it is stopped. */
  listen(onSound: (samples: Int16Array) => void): () => void {
    const args = ['--device=speaker.monitor', '--raw', '--format=s16le', '--channels=1']
    const recorder = spawn(this.#programs.parec, [...args, `--rate=${RATE}`], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let rest = Buffer.alloc(0)
    recorder.stdout.on('data', (chunk: Buffer) => {
      const all = Buffer.concat([rest, chunk])
      const whole = all.length - (all.length % 2)
      rest = all.subarray(whole)
      // A copy: samples must lie on even addresses.
      onSound(new Int16Array(new Uint8Array(all.subarray(0, whole)).buffer))
    })
    return () => recorder.kill('SIGKILL')
  }

  /** Plays samples into `room`, over and over, until it is stopped. */
  play(samples: Int16Array): () => void {
    const args = ['--playback', '--device=room', '--raw', '--format=s16le', '--channels=1']
    const player = spawn(this.#programs.pacat, [...args, `--rate=${RATE}`], {
      env: this.#env,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    const bytes = Buffer.from(samples.buffer)
    const more = (): void => {
      while (player.stdin.write(bytes));
    }
    player.stdin.on('drain', more).on('error', () => {})
    more()
    return () => player.kill('SIGKILL')
  }
}
