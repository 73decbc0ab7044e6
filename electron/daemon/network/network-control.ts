import { connect, type Socket } from 'node:net'
import type * as z from 'zod/mini'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import { eachLine } from './each-line.ts'
import {
  ANSWER_MAX_BYTES,
  type Answer,
  answerSchema,
  bridgesSchema,
  CONTROL_SOCKET,
  type NetworkRequest,
  type Tap,
  tapSchema,
  tapsSchema,
} from './protocol.ts'
import { sharedRead } from './shared-read.ts'

/** ms; more than the service's own limits for what it runs. */
const ANSWER_MS = 30_000
/** ms between two attempts to reach a service that is gone, doubled each time up to the last. */
const PAUSES = { first: 250, last: 30_000 } as const

/**
 * The network service, as the daemon sees it. All reject with what the service says, or with
 * NETWORK_SERVICE_GONE.
 */
export interface NetworkControl {
  create(bridge: string, uid: number): Promise<Tap>
  /** `unlessInUse`: rejects with TAP_IN_USE while a program has it open. */
  remove(device: string, options: { readonly unlessInUse: boolean }): Promise<void>
  list(): Promise<readonly Tap[]>
  /** Those that are offered and there. */
  bridges(): Promise<readonly string[]>
  /**
   * Calls back whenever the devices may have changed: first when the service is reached, and again when
   * it is reached anew. Ends with the returned function.
   */
  watch(changed: () => void): () => void
}

export function networkControl(options: {
  readonly path?: string
  readonly logger: Logger
}): NetworkControl {
  const { path = CONTROL_SOCKET, logger } = options
  // Anybody on the bus may ask for these, and the service takes so many connections and no more.
  const list = async () => known(tapsSchema, await ask(path, { do: 'list' }))
  const bridges = async () => known(bridgesSchema, await ask(path, { do: 'bridges' }))
  return {
    create: async (bridge, uid) => known(tapSchema, await ask(path, { do: 'create', bridge, uid })),
    remove: async (device, { unlessInUse }) => {
      await ask(path, { do: 'remove', device, unlessInUse })
    },
    list: sharedRead(list),
    bridges: sharedRead(bridges),
    watch: (changed) => keepWatching(path, changed, logger),
  }
}

const gone = (cause: unknown): GuesthouseError =>
  new GuesthouseError('NETWORK_SERVICE_GONE', {}, cause)

/** One request on a connection of its own. */
async function ask(path: string, request: NetworkRequest): Promise<unknown> {
  const socket = connect({ path })
  const line = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(() => reject(gone('it did not answer in time')), ANSWER_MS)
    socket.once('error', (error) => reject(gone(error)))
    socket.once('close', () => {
      clearTimeout(limit)
      reject(gone('it hung up'))
    })
    eachLine(socket, ANSWER_MAX_BYTES, resolve)
    socket.write(`${JSON.stringify(request)}\n`)
  }).finally(() => socket.destroy())
  return valueOf(line)
}

/** Throws what the service says that went wrong. */
function valueOf(line: string): unknown {
  const answer = parseAnswer(line)
  if (answer.ok) return answer.value
  const { code, params, cause } = answer.error
  throw new GuesthouseError(code, params, cause)
}

function parseAnswer(line: string): Answer {
  try {
    return answerSchema.parse(JSON.parse(line))
  } catch (error) {
    throw gone(error)
  }
}

/** A service of another version is as one that does not answer. */
function known<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw gone(parsed.error)
}

function keepWatching(path: string, changed: () => void, logger: Logger): () => void {
  let ended = false
  let pause: number = PAUSES.first
  let timer: NodeJS.Timeout | undefined
  let socket: Socket | null = null
  const begin = (): void => {
    socket = connect({ path })
    let why = 'it hung up'
    socket.once('error', (error) => {
      why = error.message
    })
    socket.once('close', () => {
      if (ended) return
      logger.warn('the network service cannot be watched', { why, again: `${pause} ms` })
      timer = setTimeout(begin, pause)
      pause = Math.min(pause * 2, PAUSES.last)
    })
    eachLine(socket, ANSWER_MAX_BYTES, () => {
      pause = PAUSES.first
      if (!ended) changed()
    })
    const request: NetworkRequest = { do: 'watch' }
    socket.write(`${JSON.stringify(request)}\n`)
  }
  begin()
  return () => {
    ended = true
    clearTimeout(timer)
    socket?.destroy()
  }
}
