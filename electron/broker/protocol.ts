/** What main tells the broker. One MessagePort comes with it: the console's other end. */
export interface OpenConsole {
  readonly type: 'open'
  readonly endpoint: BrokerEndpoint
}

/** Where a console's bytes are: unix sockets of QEMU, and the file that keeps what a port printed. */
export type BrokerEndpoint =
  | { readonly kind: 'vnc'; readonly socketPath: string }
  | { readonly kind: 'serial'; readonly socketPath: string; readonly logPath: string }

const isText = (value: unknown): value is string => typeof value === 'string'

/** null where the message is not one of main's. */
export function parseOpenConsole(message: unknown): OpenConsole | null {
  const { type, endpoint } = Object(message) as Record<string, unknown>
  const { kind, socketPath, logPath } = Object(endpoint) as Record<string, unknown>
  if (type !== 'open' || !isText(socketPath)) return null
  if (kind === 'vnc') return { type, endpoint: { kind, socketPath } }
  if (kind === 'serial' && isText(logPath)) return { type, endpoint: { kind, socketPath, logPath } }
  return null
}
