import { errorCode } from '../../platform/files.ts'
import { connectQmp, type QmpClient } from '../qmp/index.ts'
import { awaitSocketFile } from './await-socket.ts'

/**
 * Connects to the QMP of a QEMU that is starting, as soon as it listens. Rejects with the signal's
 * reason, or with what connectQmp says of a server that is no QMP server.
 */
export async function connectWhenReady(
  path: string,
  greetingTimeoutMs: number,
  signal: AbortSignal,
): Promise<QmpClient> {
  await awaitSocketFile(path, signal)
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    try {
      return await connectQmp({ path, signal, greetingTimeoutMs })
    } catch (error) {
      signal.throwIfAborted()
      // Bound, but not listening yet.
      if (!isRefused(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
      signal.throwIfAborted()
    }
  }
}

function isRefused(error: unknown): boolean {
  if (errorCode(error) === 'ECONNREFUSED') return true
  return error instanceof Error && error.cause !== undefined && isRefused(error.cause)
}
