import { cp } from 'node:fs/promises'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** The directory of caches that tells what this computer's own QEMU can do. */
    readonly knownHost: string
  }
}

/** Where the caches are that probe-host.ts made. They are for reading. */
export const knownHost = (): string => inject('knownHost')

/** Gives an engine a copy of its own, so that it need not find out again. */
export const copyKnownHost = (cacheDir: string): Promise<void> =>
  cp(knownHost(), cacheDir, { recursive: true })
