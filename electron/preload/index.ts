import * as electron from 'electron'
import {
  type Bridge,
  channels,
  type ConsolePortMessage,
  type ConsolesLostMessage,
} from '../../shared/ipc/channels.ts'
import { methodNames, topicNames } from '../../shared/ipc/names.ts'

/** The two things of the page that are used here; there are no DOM types under electron/. */
declare const window: {
  readonly location: { readonly origin: string }
  postMessage(
    message: ConsolePortMessage | ConsolesLostMessage,
    origin: string,
    transfer?: readonly unknown[],
  ): void
}

const { contextBridge, ipcRenderer } = electron

/** Electron 25 has it not, and gives the page the path itself (renderer/ipc/path-of.ts). */
const webUtils = Reflect.get(electron, 'webUtils') as
  | { getPathForFile(file: unknown): string }
  | undefined

/**
 * The one thing that the page gets from Electron. It knows the contract's names and nothing of
 * their meaning: main checks the sender and the input.
 */
const methods: ReadonlySet<string> = new Set(methodNames)
const topics: ReadonlySet<string> = new Set(topicNames)

const refuse = (name: string): Promise<never> =>
  Promise.reject(new Error(`not part of the contract: ${name}`))

const listeners = new Set<(event: unknown) => void>()
ipcRenderer.on(channels.event, (_event, change: unknown) => {
  for (const listener of listeners) listener(change)
})

const bridge: Bridge = {
  call: (method, input) =>
    methods.has(method) ? ipcRenderer.invoke(channels.call, method, input) : refuse(method),
  subscribe: (topic) =>
    topics.has(topic) ? ipcRenderer.invoke(channels.subscribe, topic) : refuse(topic),
  unsubscribe: (topic) => {
    if (topics.has(topic)) ipcRenderer.send(channels.unsubscribe, topic)
  },
  pathOf: (file) => webUtils?.getPathForFile(file) ?? '',
  onEvent: (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

contextBridge.exposeInMainWorld('guesthouse', bridge)

// A MessagePort cannot cross the context bridge; it can travel with a message to our own window.
ipcRenderer.on(channels.consolePort, (event, token: string) => {
  const message: ConsolePortMessage = { type: channels.consolePort, token }
  window.postMessage(message, window.location.origin, event.ports)
})

// The same way, so that it does not overtake a port that was sent before it.
ipcRenderer.on(channels.consolesLost, () => {
  const message: ConsolesLostMessage = { type: channels.consolesLost }
  window.postMessage(message, window.location.origin)
})
