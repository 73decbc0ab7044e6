import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type ConsolePortMessage, channels } from '../../../shared/ipc/channels.ts'
import type { MethodInput } from '../../../shared/ipc/contract.ts'
import { CallError, call } from '../../ipc/call.ts'

export type ConsoleChoice = MethodInput<'consoles.open'>['console']

/** Between main's answer and the arrival of the port; both are in this process by then. */
const PORT_TIMEOUT_MS = 5000

const isPortMessage = (data: unknown, token: string): data is ConsolePortMessage =>
  typeof data === 'object' &&
  data !== null &&
  'type' in data &&
  data.type === channels.consolePort &&
  'token' in data &&
  data.token === token

/**
 * Opens a console and resolves with the port that carries it. Listens before it asks, for the port
 * may arrive before the answer. Rejects with CallError, or with the signal's reason; a port that
 * arrives after that is closed, so that main lets go of the console.
 */
export function openPort(
  id: string,
  console: ConsoleChoice,
  signal: AbortSignal,
): Promise<MessagePort> {
  const token = crypto.randomUUID()
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let wanted = true
    const settle = (): void => {
      wanted = false
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
    const fail = (error: unknown): void => {
      settle()
      reject(error)
    }
    const refuse = (error: unknown): void => {
      window.removeEventListener('message', receive)
      fail(error)
    }
    const abort = (): void => fail(signal.reason)
    const receive = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports
      if (event.origin !== window.location.origin || port === undefined) return
      if (!isPortMessage(event.data, token)) return
      window.removeEventListener('message', receive)
      if (!wanted) return port.close()
      settle()
      resolve(port)
    }
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort)
    window.addEventListener('message', receive)
    call('consoles.open', { id, console, token }).then(() => {
      if (!wanted) return
      timer = setTimeout(() => {
        const error = new GuesthouseError('CONSOLE_FAILED', {}, 'no port arrived')
        fail(new CallError(error.toData()))
      }, PORT_TIMEOUT_MS)
    }, refuse)
  })
}
