import { createInterface } from 'node:readline'
import { networkSchema } from '../../../../shared/domain/config/network.ts'
import type { NewGuest } from '../../../../shared/domain/guest-config.ts'
import { daemonTaps } from '../../../dbus/client/daemon-taps.ts'
import { type Engine, openEngine } from '../../../engine/index.ts'
import { stderrLogger } from './log-lines.ts'

/**
 * A session's app: its engine, with the daemon for its bridges. Each line of stdin is a JSON array of
 * what is asked of it and arguments, and is answered with one on stdout.
 */
const viewOf = (engine: Engine, id: string) =>
  engine.list().find((guest) => guest.id === id) ?? null

const does: Readonly<Record<string, (engine: Engine, ...words: string[]) => Promise<unknown>>> = {
  bridges: async (engine) => (await engine.hardware()).bridges,
  list: async (engine) => engine.list().map(({ id }) => id),
  view: async (engine, id = '') => viewOf(engine, id),
  /** A guest as JSON, whose NIC is on the bridge. */
  create: async (engine, guest = '{}', bridge = '', extra = '[]') => {
    const { id } = await engine.create(JSON.parse(guest) as NewGuest)
    const config = viewOf(engine, id)?.config
    const [nic] = config?.nics ?? []
    if (config == null || nic === undefined) throw new Error('no NIC')
    const nics = [{ ...nic, network: networkSchema.parse({ kind: 'bridge', bridge }) }]
    const extraArguments = JSON.parse(extra) as string[]
    await engine.configure(id, { config: { ...config, nics, extraArguments } })
    return id
  },
  start: (engine, id = '') => engine.start(id),
  powerOff: (engine, id = '') => engine.powerOff(id),
  commandLine: async (engine, id = '') => (await engine.commandLine(id)).arguments,
  serial: async (engine, id = '') => engine.console(id, { kind: 'serial', device: 'serial0' }),
}

const logger = stderrLogger()
void openEngine({
  ...{ env: process.env, logger, taps: daemonTaps({ env: process.env, logger }) },
}).then((engine) => {
  createInterface({ input: process.stdin }).on('line', (line) => {
    const [what = '', ...words] = JSON.parse(line) as string[]
    const done = does[what]?.(engine, ...words) ?? Promise.reject(new Error(`unknown: ${what}`))
    done.then(
      (value) => process.stdout.write(`${JSON.stringify({ value: value ?? null })}\n`),
      (error: unknown) => process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`),
    )
  })
})
