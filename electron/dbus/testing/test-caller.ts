import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { BusCall } from '../index.ts'
import type { Told } from './caller-program.ts'

export type Signal = Extract<Told, { type: 'signal' }>

/** An error of D-Bus that a call was answered with. */
export class Refused extends Error {
  readonly errorName: string

  constructor(errorName: string, text: string) {
    super(text)
    this.errorName = errorName
  }
}

const primaryGroup = (account: string): string =>
  execFileSync('id', ['-g', account], { encoding: 'utf8' }).trim()

/** What runs a program as another account, with nothing of root's left but what is named ("setuid"). */
export function asAccount(
  account: string,
  capabilities: readonly string[] = [],
): [string, ...string[]] {
  const set = ['-all', ...capabilities.map((one) => `+${one}`)].join(',')
  return [
    'setpriv',
    ...['--reuid', account, '--regid', primaryGroup(account), '--init-groups'],
    ...[`--inh-caps=${set}`, `--ambient-caps=${set}`, `--bounding-set=${set}`],
    ...['--no-new-privs', '--'],
  ]
}

/** Somebody on the bus, under an account of their own. Root only. */
export class TestCaller {
  readonly signals: Signal[] = []
  uniqueName = ''
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (told: Told) => void>()
  readonly #looking = new Set<() => void>()
  #count = 0

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  /** `program`: the bundle of caller-program.ts. */
  static async join(account: string, socket: string, program: string): Promise<TestCaller> {
    const [run, ...args] = [...asAccount(account), process.execPath, program, socket]
    const child = spawn(run, args, {
      ...{ stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' },
      env: { PATH: process.env['PATH'] },
    })
    const caller = new TestCaller(child)
    const ready = new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error('the caller ended')))
      child.on('message', (told: Told) => {
        if (told.type === 'ready') {
          caller.uniqueName = told.uniqueName
          resolve()
        } else caller.#take(told)
      })
    })
    await ready
    return caller
  }

  /** Values as they come over Node's channel: variants are `{ signature, value }`. */
  call(call: BusCall): Promise<readonly unknown[]> {
    this.#count += 1
    const id = this.#count
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (told) => {
        if (told.type === 'answer') resolve(told.body)
        if (told.type === 'error') reject(new Refused(told.name, told.text))
      })
      this.#child.send({ id, call })
    })
  }

  /** The first signal, since it joined, that fits. */
  signal(fits: (signal: Signal) => boolean): Promise<Signal> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.signals.find(fits)
        if (found === undefined) return
        this.#looking.delete(look)
        resolve(found)
      }
      this.#looking.add(look)
      look()
    })
  }

  async leave(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
  }

  #take(told: Told): void {
    if (told.type === 'signal') {
      this.signals.push(told)
      for (const look of this.#looking) look()
    } else if (told.type !== 'ready') {
      this.#waiting.get(told.id)?.(told)
      this.#waiting.delete(told.id)
    }
  }
}
