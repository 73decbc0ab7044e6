import { afterEach } from 'vitest'
import type { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { QmpClient, QmpOptions } from './client.ts'
import { connectQmp } from './connect.ts'
import type { FakeServer } from './fake-server.test-support.ts'

export const cleanups: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

export async function serve(server: Promise<FakeServer>): Promise<FakeServer> {
  const started = await server
  cleanups.push(() => started.stop())
  return started
}

export async function dial(server: FakeServer, options: QmpOptions = {}): Promise<QmpClient> {
  const client = await connectQmp({ path: server.path, ...options })
  cleanups.push(() => client.close())
  return client
}

/** The error that a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<GuesthouseError> {
  return promise.then(
    () => {
      throw new Error('it was expected to reject')
    },
    (error: GuesthouseError) => error,
  )
}

export const closed = (client: QmpClient): Promise<Error | null> =>
  new Promise((resolve) => client.onClose(resolve))
