import { chmod, lstat, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import { errorCode } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import type { NetworkService } from './network-service.ts'
import {
  ANSWER_MAX_BYTES,
  type Answer,
  type NetworkRequest,
  REQUEST_MAX_BYTES,
  requestSchema,
  type Tap,
} from './protocol.ts'

/** The daemon uses a few at a time (network-control.ts); what comes beyond is hung up on. */
const CONNECTIONS_MAX = 32
/** ms that a connection may take to bring a whole request, and the next one. */
const REQUEST_MS = 10_000

export interface ControlServer {
  /** Hangs up on everybody. */
  close(): Promise<void>
}

/**
 * Answers requests on a unix socket, one line of JSON each, those of a connection in turn. What is no
 * request is answered with ARGUMENTS_INVALID and ends its connection; nothing that comes ends us.
 * Rejects with NETWORK_SOCKET_UNSAFE where others than the directory's group could reach the socket.
 */
export async function serveControl(options: {
  readonly path: string
  readonly service: NetworkService
  readonly logger: Logger
  /** ms; REQUEST_MS if left out. */
  readonly requestMs?: number
}): Promise<ControlServer> {
  const { path, service, logger, requestMs = REQUEST_MS } = options
  await requireGuarded(dirname(path))
  await removeStale(path)
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    serve(socket, { service, requestMs })
      .catch((error: unknown) => {
        logger.debug('a connection ended early', { error: String(error) })
      })
      .finally(() => socket.destroySoon())
  })
  server.maxConnections = CONNECTIONS_MAX
  await listen(server, path)
  // Whoever gets through the directory may write to it.
  await chmod(path, 0o666)
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

async function requireGuarded(path: string): Promise<void> {
  const found = await lstat(path).catch((error: unknown) => {
    throw new GuesthouseError('NETWORK_SOCKET_UNSAFE', { path }, error)
  })
  const isOurs = found.isDirectory() && found.uid === process.getuid?.()
  if (!isOurs || (found.mode & 0o027) !== 0) {
    throw new GuesthouseError('NETWORK_SOCKET_UNSAFE', { path })
  }
}

/** Takes away the socket of a service that is gone; one that answers keeps it (EADDRINUSE). */
async function removeStale(path: string): Promise<void> {
  const refused = await new Promise<boolean>((resolve) => {
    const socket = connect({ path })
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', (error) => resolve(errorCode(error) === 'ECONNREFUSED'))
  })
  if (refused) await rm(path, { force: true })
}

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path }, () => {
      server.off('error', reject)
      resolve()
    })
  })

interface Served {
  readonly service: NetworkService
  readonly requestMs: number
}

async function serve(socket: Socket, { service, requestMs }: Served): Promise<void> {
  let limit: NodeJS.Timeout | undefined
  const awaitRequest = (): void => {
    limit = setTimeout(() => socket.destroy(), requestMs)
  }
  let endWatch: (() => void) | null = null
  awaitRequest()
  try {
    for await (const line of linesOf(socket)) {
      clearTimeout(limit)
      const request = parse(line)
      // Who watches asks for nothing else on the same line.
      if (endWatch !== null) return
      if (request instanceof GuesthouseError) return send(socket, failure(request))
      if (request.do === 'watch') {
        endWatch = service.watch((taps) => tell(socket, taps))
        continue
      }
      const answered = service.answer(request)
      send(socket, await answered.then((value) => ({ ok: true, value }), failure))
      awaitRequest()
    }
  } catch (error) {
    if (error instanceof GuesthouseError) send(socket, failure(error))
    else throw error
  } finally {
    clearTimeout(limit)
    endWatch?.()
  }
}

/** One that does not read is hung up on. */
function tell(socket: Socket, taps: readonly Tap[]): void {
  send(socket, { ok: true, value: taps })
  if (socket.writableLength > ANSWER_MAX_BYTES) socket.destroy()
}

/** Throws ARGUMENTS_INVALID where a line is too long. */
async function* linesOf(socket: Socket): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  // What was answered last is still to be sent when we leave.
  const chunks: AsyncIterable<Buffer> = socket.iterator({ destroyOnReturn: false })
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      if (end > REQUEST_MAX_BYTES) break
      yield rest.toString('utf8', 0, end)
      rest = rest.subarray(end + 1)
    }
    if (rest.length > REQUEST_MAX_BYTES) {
      throw new GuesthouseError('ARGUMENTS_INVALID', { reason: 'it is too long' })
    }
  }
}

function parse(line: string): NetworkRequest | GuesthouseError {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    return new GuesthouseError('ARGUMENTS_INVALID', { reason: 'it is not JSON' }, error)
  }
  const parsed = requestSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const reason = `${issue?.path.join('.') || 'the request'}: ${issue?.message ?? 'unknown'}`
  return new GuesthouseError('ARGUMENTS_INVALID', { reason })
}

function failure(error: unknown): Answer {
  const { code, params, cause } = toErrorData(error)
  return { ok: false, error: { code, params, ...(cause === undefined ? {} : { cause }) } }
}

const send = (socket: Socket, answer: Answer): void => {
  if (socket.writable) socket.write(`${JSON.stringify(answer)}\n`)
}
