/**
 * What runs over a console's MessagePort between the broker and the renderer. Bytes travel as
 * Uint8Array messages; everything else is one of these objects.
 *
 * Flow control is by credit: the broker sends at most CONSOLE_WINDOW bytes that the renderer has
 * not yet returned with `credit`. A VNC socket is paused when the window is used up. A serial one
 * never is (a guest whose serial port is not read freezes): the broker goes on reading and later
 * skips ahead, and says so with `skipped`.
 *
 * The window is a whole picture of 1280 x 800: with a quarter of that, every picture waited for
 * credit several times, and a fifth fewer arrived.
 */
export const CONSOLE_WINDOW = 4 * 1024 * 1024

/**
 * Credit is returned in parts of at least this many bytes. A message each way for every read cost a
 * tenth of the frames; less than a quarter of the window kept back never stops the broker.
 */
export const CREDIT_STEP = CONSOLE_WINDOW / 4

export type BrokerToRenderer =
  /**
   * Serial: the first `history` bytes that follow were printed before. A terminal must not answer
   * what they ask (such as the position of its cursor): the guest would take it for typing.
   */
  | { readonly type: 'open'; readonly history?: number }
  /** Serial only: this many bytes were passed over because the reader was too slow. */
  | { readonly type: 'skipped'; readonly bytes: number }
  /** The last message. `reason` is null after a clean end (the guest stopped). */
  | { readonly type: 'closed'; readonly reason: string | null }

export type RendererToBroker =
  /** The renderer has dealt with this many bytes. */
  { readonly type: 'credit'; readonly bytes: number } | { readonly type: 'close' }
