/** Names of Electron IPC channels and of window messages; free of imports for the preload's sake. */
export const channels = {
  /** invoke(method, input) -> Answer */
  call: 'guesthouse:call',
  /** invoke(topic) -> Answer<TopicStart> */
  subscribe: 'guesthouse:subscribe',
  /** send(topic) */
  unsubscribe: 'guesthouse:unsubscribe',
  /** main -> renderer: TopicEvent */
  event: 'guesthouse:event',
  /** main -> renderer: { token } with one MessagePort */
  consolePort: 'guesthouse:console-port',
  /** main -> renderer: every console that was opened so far has lost its other end */
  consolesLost: 'guesthouse:consoles-lost',
} as const

/** What the preload puts on `window.guesthouse`. */
export interface Bridge {
  call(method: string, input: unknown): Promise<unknown>
  subscribe(topic: string): Promise<unknown>
  unsubscribe(topic: string): void
  /** The path of a file that was dropped on the page or chosen in it; empty where it has none. */
  pathOf(file: unknown): string
  /** Calls back for every event of every topic; returns the remover. */
  onEvent(listener: (event: unknown) => void): () => void
}

/** The window message by which the preload hands `consolesLost` on to the page. */
export interface ConsolesLostMessage {
  readonly type: typeof channels.consolesLost
}

/** The window message that carries a console's MessagePort from the preload to the page. */
export interface ConsolePortMessage {
  readonly type: typeof channels.consolePort
  readonly token: string
}
