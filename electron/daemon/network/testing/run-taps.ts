import { DBusError, Message, MessageType, sessionBus, Variant } from 'dbus-next'
import * as z from 'zod/mini'
import { DAEMON_BUS_NAME } from '../../../../shared/domain/daemon.ts'
import { toErrorData } from '../../../../shared/domain/errors.ts'
import { networkControl } from '../network-control.ts'
import { tapMethods } from '../tap-methods.ts'
import { type CallerPresence, TapService } from '../tap-service.ts'
import { stderrLogger } from './log-lines.ts'

/**
 * The daemon as far as TAP devices go, on a bus: the sockets of the network service and of the bus, and
 * the file of its record. Everybody is allowed everything.
 */
const [controlSocket = '', busSocket = '', recordFile = ''] = process.argv.slice(2)
const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
}
const logger = stderrLogger()
const bus = sessionBus({ busAddress: `unix:socket=${busSocket}`, authMethods: ['EXTERNAL'] })

async function askBus(member: string, ...names: string[]): Promise<unknown> {
  const signature = 's'.repeat(names.length)
  const reply = await bus.call(new Message({ ...BUS, member, signature, body: names }))
  return reply?.body[0]
}

const presence: CallerPresence = {
  busId: async () => z.string().parse(await askBus('GetId')),
  isPresent: async (name) => z.boolean().parse(await askBus('NameHasOwner', name)),
  onVanished: (listener) => {
    const tell = ({ type, member, body }: Message): void => {
      const [name, , next] = body
      if (type === MessageType.SIGNAL && member === 'NameOwnerChanged' && next === '') {
        listener(String(name))
      }
    }
    bus.on('message', tell)
    return () => bus.off('message', tell)
  },
}

async function run(): Promise<void> {
  await askBus('AddMatch', "type='signal',member='NameOwnerChanged'")
  const control = networkControl({ path: controlSocket, logger })
  const methods = tapMethods({
    taps: await TapService.open({ control, presence, recordFile, logger }),
    ...{ require: () => {}, authorise: async () => {} },
    variant: (signature, value) => new Variant(signature, value),
  })
  bus.addMethodHandler((message: Message) => {
    const { interface: of, member, sender, body } = message
    const method = methods.find(({ name }) => of === DAEMON_BUS_NAME && name === member)
    if (method === undefined) return false
    void (async () => {
      const uid = z.int().parse(await askBus('GetConnectionUnixUser', sender))
      const args = body.map((value: unknown) =>
        isDictionary(value) ? new Map(Object.entries(value)) : value,
      )
      const caller = { uniqueName: sender, uid }
      const out = await method.handle({ caller, args })
      const signature = method.out.map(({ type }) => type).join('')
      bus.send(Message.newMethodReturn(message, signature, out.map(plain)))
    })().catch((error: unknown) => {
      const { code, message: words } = toErrorData(error)
      const refusal = Message.newMethodReturn(message, 's', [words])
      refusal.type = MessageType.ERROR
      refusal.errorName = `org.guesthouse.Error.${pascal(code)}`
      bus.send(refusal)
    })
    return true
  })
  await bus.requestName(DAEMON_BUS_NAME, 0)
  logger.info('taps are served')
}

const isDictionary = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** dbus-next has objects for dictionaries. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value)
  return Array.isArray(value) ? value.map(plain) : value
}

const pascal = (code: string): string =>
  code
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('')

bus.on('error', (error: unknown) => {
  process.stderr.write(`${error instanceof DBusError ? error.text : String(error)}\n`)
  process.exit(1)
})
void run()
