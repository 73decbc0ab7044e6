import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import type { ConfigureGuest } from '../../../../shared/domain/configure.ts'
import { toErrorData } from '../../../../shared/domain/errors.ts'
import type { Adopt } from '../../../../shared/domain/found-machines.ts'
import type { NewGuest } from '../../../../shared/domain/guest-config.ts'
import type { TakeSnapshot } from '../../../../shared/domain/snapshots.ts'
import type { CloneGuest } from '../../../../shared/domain/storage.ts'
import { silentLogger, type Logger } from '../../../platform/logger.ts'
import { systemPaths } from '../../../platform/paths.ts'
import type { RunFile } from '../index.ts'
import { daemonAccount, openEngine, separateAccount } from '../../index.ts'

/**
 * An engine in a process of its own, as the daemon has it: commands come as lines of JSON on stdin,
 * `[number, method, ...arguments]`, and answers go to stdout, `[number, value, error]`. Its argument
 * is a DriverSetUp.
 */
export interface DriverSetUp {
  readonly base: string
  /** The account that guests run as; null: that of the engine. */
  readonly account: string | null
  readonly directories: readonly string[]
  readonly files: readonly string[]
}

const print = (message: readonly unknown[]): void =>
  void process.stdout.write(`${JSON.stringify(message)}\n`)

async function main(setUp: DriverSetUp): Promise<void> {
  const { base, account: name, directories, files: single } = setUp
  const allowed = { directories, files: single }
  const { env } = process
  const account =
    name === null
      ? await daemonAccount({ env, allowed })
      : await separateAccount({ name, env, allowed })
  const tell = (message: string, fields?: object): void =>
    print([null, `${message} ${JSON.stringify(fields, describe)}`])
  const logger: Logger = { ...silentLogger, warn: tell, error: tell }
  const paths = systemPaths({
    configDir: `${base}/etc`,
    dataDir: `${base}/lib`,
    stateDir: `${base}/log`,
    cacheDir: `${base}/cache`,
    runtimeDir: `${base}/run`,
  })
  const files = account.runFiles(paths, logger)
  const engine = await openEngine({ env, logger, paths, account })
  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    list: () => engine.list(),
    create: (guest: NewGuest) => engine.create(guest),
    start: (id: string) => engine.start(id),
    powerOff: (id: string) => engine.powerOff(id),
    save: (id: string) => engine.save(id),
    configure: (id: string, input: ConfigureGuest) => engine.configure(id, input),
    adopt: (input: Adopt) => engine.adopt(input),
    findMachines: () => engine.findMachines(),
    clone: (id: string, input: CloneGuest) => engine.storage.clone(id, input),
    setTemplate: (id: string, template: boolean) => engine.storage.setTemplate(id, template),
    takeSnapshot: (id: string, input: TakeSnapshot) => engine.snapshots.take(id, input),
    screen: async (id: string) => (await engine.pictures.screen(id)).kind,
    // Beside the engine, of guests that do not run.
    take: (id: string, wanted: RunFile[]) => files.take(id, wanted),
    giveBack: (id: string) => files.giveBack(id),
    connect: connects,
    close: () => engine.close(),
  }
  print([0, process.pid])
  for await (const line of createInterface({ input: process.stdin })) {
    const [number, method, ...args] = JSON.parse(line) as [number, string, ...never[]]
    const command = commands[method]
    void Promise.resolve()
      .then(() => {
        if (command === undefined) throw new Error(`no command ${method}`)
        return command(...args)
      })
      .then(
        (value) => print([number, value ?? null]),
        (error: unknown) =>
          print([number, null, { ...toErrorData(error), text: describe('', error) }]),
      )
  }
}

/** Whether a console's socket takes us. */
async function connects(path: string): Promise<boolean> {
  const socket = connect({ path })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

const describe = (_key: string, value: unknown): unknown =>
  value instanceof Error ? [value.message, describe('', value.cause)].join(' ') : value

const [, , argument = '{}'] = process.argv
main(JSON.parse(argument) as DriverSetUp).catch((error: unknown) => {
  print([0, null, { ...toErrorData(error), text: describe('', error) }])
  process.exitCode = 1
})
