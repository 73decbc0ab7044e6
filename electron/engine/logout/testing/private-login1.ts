import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { HostSignal } from '../login1-signals.ts'

const FAKE = fileURLToPath(new URL('fake-login1.py', import.meta.url))

/** A bus of the system's kind for ourselves: everybody on it may do everything. */
const busConfig = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
`

/** A real dbus-daemon with a login1 on it that does what a test says. */
export class PrivateLogin1 {
  /** To be added to the environment of who talks to it. */
  readonly env: NodeJS.ProcessEnv
  /** What it told, in order. */
  readonly told: Readonly<Record<string, unknown>>[] = []
  readonly #dir: string
  readonly #children: ChildProcess[] = []

  private constructor(dir: string) {
    this.#dir = dir
    this.env = { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(dir, 'bus')}` }
  }

  static async start(): Promise<PrivateLogin1> {
    const dir = await mkdtemp(join(tmpdir(), 'gh-bus-'))
    const login1 = new PrivateLogin1(dir)
    await writeFile(join(dir, 'conf'), busConfig(join(dir, 'bus')))
    const bus = login1.#spawn('dbus-daemon', [
      '--config-file',
      join(dir, 'conf'),
      '--nofork',
      '--print-address',
    ])
    await lineOf(bus)
    const fake = login1.#spawn('/usr/bin/python3', [FAKE])
    await lineOf(fake, (line) => login1.told.push(JSON.parse(line)))
    return login1
  }

  announce({ about, before }: HostSignal): void {
    this.#children.at(-1)?.stdin?.write(`${about} ${before}\n`)
  }

  async stop(): Promise<void> {
    for (const child of this.#children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
    await rm(this.#dir, { recursive: true, force: true })
  }

  #spawn(file: string, args: readonly string[]): ChildProcess {
    const env = { ...process.env, ...this.env }
    const child = spawn(file, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
    this.#children.push(child)
    return child
  }
}

/** Resolves with the first line; all go to `each`. */
function lineOf(child: ChildProcess, each: (line: string) => void = () => {}): Promise<void> {
  const { stdout } = child
  if (stdout === null) throw new Error('no stdout')
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended: ${code}`)))
    createInterface({ input: stdout }).on('line', (line) => {
      each(line)
      resolve()
    })
  })
}
