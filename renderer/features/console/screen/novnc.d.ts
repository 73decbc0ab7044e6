/** The part of noVNC 1.7 that is used here; the package carries no types. See its docs/API.md. */
declare module '@novnc/novnc' {
  /** What noVNC needs of a WebSocket, and looks for by name. */
  export interface RawChannel {
    binaryType: string
    readonly protocol: string
    readonly readyState: number
    onopen: (() => void) | null
    onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null
    onclose: ((event: RawChannelClose) => void) | null
    onerror: ((event: unknown) => void) | null
    send(data: Uint8Array): void
    close(code?: number, reason?: string): void
  }

  export interface RawChannelClose {
    readonly code: number
    readonly reason: string
    readonly wasClean: boolean
  }

  export default class RFB extends EventTarget {
    constructor(target: HTMLElement, channel: RawChannel, options?: { shared?: boolean })
    background: string
    focusOnClick: boolean
    scaleViewport: boolean
    showDotCursor: boolean
    viewOnly: boolean
    disconnect(): void
    focus(options?: FocusOptions): void
    blur(): void
    /** Both ways where `down` is left out. `code` is KeyboardEvent's. */
    sendKey(keysym: number, code: string, down?: boolean): void
  }
}
