import { AsyncLocalStorage } from 'node:async_hooks'
import type { Caller } from '../../../dbus/index.ts'

/**
 * On whose behalf something is done. The engine knows no callers: it tells of a new guest or job while
 * it does what it was asked, and here it is known who asked.
 */
const storage = new AsyncLocalStorage<Caller>()

export const onBehalfOf = <T>(caller: Caller, action: () => T): T => storage.run(caller, action)
export const currentCaller = (): Caller | null => storage.getStore() ?? null
