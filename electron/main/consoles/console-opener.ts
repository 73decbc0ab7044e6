import { type BrowserWindow, MessageChannelMain, type MessagePortMain } from 'electron'
import type { OpenConsole } from '../../broker/protocol.ts'
import type { ConsoleEndpoint } from '../../connections/connection.ts'
import type { BrokerProcess } from './broker-process.ts'

/** The window that a console is opened in. */
export interface ConsoleWindow {
  readonly browserWindow: BrowserWindow
  /** Throws where the page has gone. */
  sendPort(token: string, port: MessagePortMain): void
}

export type ConsoleOpener = (
  endpoint: ConsoleEndpoint,
  token: string,
  window: ConsoleWindow,
) => void

/** Gives one end of a new channel to the window and the other to the broker; bytes pass main by. */
export function createConsoleOpener(broker: BrokerProcess): ConsoleOpener {
  return (endpoint, token, window) => {
    const { port1, port2 } = new MessageChannelMain()
    window.sendPort(token, port1)
    const message: OpenConsole = { type: 'open', endpoint }
    broker.post(message, port2)
  }
}
