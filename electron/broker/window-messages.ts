import type { Credit } from './credit.ts'
import { parseFromRenderer, type Port } from './port.ts'

/** What a console does with what the window sends. */
export interface WindowMessageHandlers {
  isClosed(): boolean
  /** `reason` is null where the window itself asked for the end. */
  close(reason: string | null): void
  /** False where the guest takes no more. */
  write(bytes: Uint8Array): boolean
  /** There is credit again. */
  onCredit(): void
}

/** Takes the window's messages. It is not trusted: what breaks the protocol ends the console. */
export function takeWindowMessages(
  port: Port,
  credit: Credit,
  handlers: WindowMessageHandlers,
): void {
  port.onMessage = (raw) => {
    if (handlers.isClosed()) return
    const message = parseFromRenderer(raw)
    if (message === null) return handlers.close('the window sent a message that is not known')
    if (message.type === 'close') return handlers.close(null)
    if (message.type === 'data') {
      if (!handlers.write(message.bytes)) handlers.close('the console takes no more input')
      return
    }
    if (!credit.refund(message.bytes)) {
      return handlers.close('the window returned more than it was sent')
    }
    handlers.onCredit()
  }
}
