import type { WindowRequest } from '../../shared/domain/window-requests.ts'

/** What main asks the main window to show. */
export interface WindowRequests {
  /** Told to the window now, or kept until one listens. */
  ask(request: WindowRequest): void
  /** Takes what was kept: it is shown once. */
  take(): WindowRequest[]
  onAsk(listener: (request: WindowRequest) => void): () => void
}

/** Requests that wait for a window; older ones are of no use to anybody. */
const MOST_KEPT = 10

export function createWindowRequests(): WindowRequests {
  const listeners = new Set<(request: WindowRequest) => void>()
  let kept: WindowRequest[] = []
  return {
    ask(request) {
      if (listeners.size === 0) kept = [...kept, request].slice(-MOST_KEPT)
      else for (const listener of listeners) listener(request)
    },
    take() {
      const taken = kept
      kept = []
      return taken
    },
    onAsk(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
