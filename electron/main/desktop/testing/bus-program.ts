import { Message, type MessageBus, MessageType, NameFlag, sessionBus } from 'dbus-next'

/** What a program answers: values of a signature, an error's name, or nothing at all. */
export type ProgramAnswer =
  | { readonly signature: string; readonly body: readonly unknown[] }
  | { readonly error: string }
  | 'silence'

export interface ProgramCall {
  /** The unique name of who calls. */
  readonly from: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}

/** A program on a bus with a name of its own, that stands in for a part of the desktop. */
export interface BusProgram {
  tell(
    signal: Omit<ProgramCall, 'from' | 'body'> & { readonly to?: string },
    signature: string,
    body: readonly unknown[],
  ): void
  /** Takes the name, or gives it back. */
  own(): Promise<void>
  disown(): Promise<void>
  leave(): void
}

interface ProgramOptions {
  readonly env: NodeJS.ProcessEnv
  /** Of the bus; without one it has only its unique name. */
  readonly name?: string
  readonly answer: (call: ProgramCall) => ProgramAnswer
}

export async function startProgram({ env, name, answer }: ProgramOptions): Promise<BusProgram> {
  const bus: MessageBus = sessionBus({ busAddress: env['DBUS_SESSION_BUS_ADDRESS'] ?? '' })
  let left = false
  const joined = new Promise<void>((resolve, reject) => {
    bus.on('connect', resolve)
    // Stays, because a test may kill the bus.
    bus.on('error', reject)
  })
  bus.addMethodHandler((message: Message) => {
    // What comes while it leaves is answered by nobody.
    if (left) return true
    const { type, sender: from, path, interface: of, member, body } = message
    if (type !== MessageType.METHOD_CALL || of === 'org.freedesktop.DBus.Peer') return false
    const given = answer({ from, path, interface: of, member, body })
    if (given === 'silence') return true
    if ('error' in given) {
      bus.send(Message.newError(message as unknown as string, given.error))
    } else {
      bus.send(Message.newMethodReturn(message, given.signature, [...given.body]))
    }
    return true
  })
  const own = async (): Promise<void> => {
    if (name === undefined) return
    const got = await bus.requestName(name, NameFlag.DO_NOT_QUEUE)
    // DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER
    if (got !== 1) throw new Error(`somebody else has the name ${name}`)
  }
  await joined
  await own()
  return {
    tell({ to, ...signal }, signature, body) {
      const message = Message.newSignal(signal.path, signal.interface, signal.member, signature, [
        ...body,
      ])
      if (to !== undefined) message.destination = to
      bus.send(message)
    },
    own,
    async disown() {
      if (name !== undefined) await bus.releaseName(name)
    },
    leave() {
      left = true
      bus.disconnect()
    },
  }
}
