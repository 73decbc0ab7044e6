import type { Bridge } from '../../shared/ipc/channels.ts'

declare global {
  interface Window {
    /** Put here by the preload. */
    guesthouse: Bridge
  }
}

/** Asked anew every time, so that tests and the development page can put their own in place. */
export const bridge = (): Bridge => window.guesthouse
