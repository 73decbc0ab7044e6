import type { Socket } from 'node:net'
import type { Logger } from '../../platform/logger.ts'
import { enterServer, type SoundServer } from './sound-server.ts'

interface Watched {
  readonly listeners: Set<() => void>
  socket: Socket | null
}

/**
 * Tells when a sound server is gone that guests play through. QEMU itself says nothing of it: it
 * lives on, silent, and does not connect again. One connection of our own to each server, as long as
 * anybody plays through it; its end is the server's end. Nothing is asked again and again.
 */
export class SoundWatch {
  readonly #env: NodeJS.ProcessEnv
  readonly #logger: Logger
  readonly #servers = new Map<string, Watched>()

  constructor(options: { readonly env: NodeJS.ProcessEnv; readonly logger: Logger }) {
    this.#env = options.env
    this.#logger = options.logger
  }

  /**
   * Calls `onGone` once, when the server has ended or cannot be connected to. Returns what ends the
   * watch.
   */
  watch(server: SoundServer, onGone: () => void): () => void {
    const watched = this.#servers.get(server.socket) ?? this.#connect(server)
    // Wrapped, so that one function that was added twice is removed once.
    const listener = (): void => onGone()
    watched.listeners.add(listener)
    return () => {
      watched.listeners.delete(listener)
      if (watched.listeners.size === 0) this.#forget(server, watched)
    }
  }

  close(): void {
    for (const watched of this.#servers.values()) {
      watched.listeners.clear()
      watched.socket?.destroy()
    }
    this.#servers.clear()
  }

  #connect(server: SoundServer): Watched {
    const watched: Watched = { listeners: new Set(), socket: null }
    this.#servers.set(server.socket, watched)
    const gone = (): void => {
      const listeners = [...watched.listeners]
      this.#forget(server, watched)
      for (const listener of listeners) listener()
    }
    enterServer(server, { env: this.#env }).then(
      ({ connection: socket }) => {
        if (this.#servers.get(server.socket) !== watched) return socket.destroy()
        watched.socket = socket
        // The engine may end while a server is watched.
        socket.unref()
        socket.on('error', () => {})
        socket.on('close', gone)
        // What the server says besides is of no use, and must not fill its buffers.
        socket.resume()
      },
      (error: unknown) => {
        if (this.#servers.get(server.socket) !== watched) return
        this.#logger.warn('the sound server cannot be watched', { server, error })
        gone()
      },
    )
    return watched
  }

  #forget(server: SoundServer, watched: Watched): void {
    watched.listeners.clear()
    if (this.#servers.get(server.socket) === watched) this.#servers.delete(server.socket)
    watched.socket?.destroy()
  }
}
