import { vi } from 'vitest'
import { PATIENCE_MS } from './patience-ms.ts'

const patient = (options: number | { timeout?: number; interval?: number } = {}) => ({
  timeout: PATIENCE_MS,
  ...(typeof options === 'number' ? { timeout: options } : options),
})

const { waitFor, waitUntil } = vi
vi.waitFor = (callback, options) => waitFor(callback, patient(options))
vi.waitUntil = (callback, options) => waitUntil(callback, patient(options))
