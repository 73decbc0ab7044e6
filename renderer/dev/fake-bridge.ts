import { toErrorData, GuesthouseError } from '../../shared/domain/errors.ts'
import type { GuestView, HostView } from '../../shared/domain/guest.ts'
import type { JobView } from '../../shared/domain/jobs.ts'
import type { JournalChange, JournalEntry } from '../../shared/domain/journal.ts'
import { type DesktopView, unknownDesktop } from '../../shared/domain/desktop.ts'
import type { HostCheckView } from '../../shared/domain/host-check.ts'
import type { LeavingView } from '../../shared/domain/leaving.ts'
import {
  defaultSettings,
  type Settings,
  type SettingsPatch,
  type SettingsSection,
  type SettingsView,
} from '../../shared/domain/settings.ts'
import type { WindowRequest } from '../../shared/domain/window-requests.ts'
import { type Bridge, channels } from '../../shared/ipc/channels.ts'
import type {
  MethodInput,
  MethodName,
  MethodOutput,
  TopicChange,
  TopicName,
} from '../../shared/ipc/contract.ts'
import { withJournalChange } from '../stores/journal-store.ts'
import { sampleOffer, sampleUsbDevices } from './fake-hardware.ts'

type Handlers = {
  [M in MethodName]?: (input: MethodInput<M>) => MethodOutput<M> | Promise<MethodOutput<M>>
}

/** Of somebody who has been through the first run. */
export const sampleSettings: SettingsView = {
  settings: { ...defaultSettings, firstRun: { done: true } },
  problems: [],
  path: '/home/ada/.config/guesthouse/settings.json',
}

const notChecked: HostCheckView = { state: 'not-run', startedAt: null, rows: [] }

/** Of somebody who has not. */
export const newUserSettings: SettingsView = { ...sampleSettings, settings: defaultSettings }

export interface FakeOptions {
  readonly guests: readonly GuestView[]
  readonly host: HostView
  readonly jobs?: readonly JobView[]
  readonly journal?: readonly JournalEntry[]
  readonly settings?: SettingsView
  readonly leaving?: LeavingView
  readonly requests?: readonly WindowRequest[]
  readonly hostCheck?: HostCheckView
  readonly handlers?: Handlers
  /** Serves the far end of a console's channel. */
  readonly serve?: (
    port: MessagePort,
    request: MethodInput<'consoles.open'>,
    guest: GuestView,
  ) => void
}

/** A bridge with no main process behind it, for development and tests. */
export interface FakeBridge extends Bridge {
  /** Calls that were not answered yet. */
  readonly open: number
  readonly calls: readonly { readonly method: string; readonly input: unknown }[]
  guest(id: string): GuestView
  put(guest: GuestView): void
  remove(id: string): void
  setHost(host: HostView): void
  setSettings(view: SettingsView): void
  setHostCheck(view: HostCheckView): void
  setDesktop(view: DesktopView): void
  setLeaving(view: LeavingView | null): void
  putJob(job: JobView): void
  removeJob(id: string): void
  journal(): readonly JournalEntry[]
  changeJournal(change: JournalChange): void
  request(request: WindowRequest): void
  /** Sends a change under a number of the caller's choice, to make gaps. */
  emit<T extends TopicName>(topic: T, sequence: number, change: TopicChange<T>): void
}

/** Questions that the page of any guest asks. */
const usual: Handlers = {
  'provision.findMachines': () => [],
  'hostCheck.systemDaemons': () => [],
  'storage.folder': ({ path }) => ({
    path: path ?? '/home/ada/.local/share/guesthouse/guests',
    ...{ freeBytes: 312 * 1024 ** 3, writable: true, problem: null },
  }),
  'guests.saveBlockers': () => [],
  'host.hardware': () => sampleOffer,
  'host.firmware': () => ({ uefi: true, secureBoot: 'keys' }),
  'host.usbDevices': () => [...sampleUsbDevices],
}

export function makeFakeBridge(options: FakeOptions): FakeBridge {
  const { guests, host, jobs = [], journal = [], serve } = options
  const handlers = { ...usual, ...options.handlers }
  const jobsById = new Map(jobs.map((job) => [job.id, job]))
  const byId = new Map(guests.map((guest) => [guest.id, guest]))
  const listeners = new Set<(event: unknown) => void>()
  const sequences: Record<TopicName, number> = {
    guests: 0,
    host: 0,
    jobs: 0,
    journal: 0,
    requests: 0,
    ...{ statistics: 0, settings: 0, hostCheck: 0, desktop: 0, leaving: 0 },
  }
  const calls: { method: string; input: unknown }[] = []
  let hostNow = host
  let settingsNow = options.settings ?? sampleSettings
  let hostCheckNow = options.hostCheck ?? notChecked
  let leavingNow = options.leaving ?? null
  let open = 0
  let entries = journal

  const emit: FakeBridge['emit'] = (topic, sequence, change) => {
    for (const listener of listeners) listener({ topic, sequence, change })
  }
  const guest = (id: string): GuestView => {
    const found = byId.get(id)
    if (found === undefined) throw new GuesthouseError('GUEST_NOT_FOUND')
    return found
  }
  const openConsole = (input: MethodInput<'consoles.open'>): undefined => {
    const view = guest(input.id)
    if (view.runtime === null) throw new GuesthouseError('CONSOLE_UNAVAILABLE')
    const { port1, port2 } = new MessageChannel()
    serve?.(port1, input, view)
    const message = { type: channels.consolePort, token: input.token }
    window.postMessage(message, window.location.origin, [port2])
  }
  const patched = (patch: SettingsPatch): SettingsView => {
    const sections = Object.entries(patch).map(([name, values]) => [
      name,
      { ...settingsNow.settings[name as SettingsSection], ...values },
    ])
    return {
      ...settingsNow,
      settings: { ...settingsNow.settings, ...(Object.fromEntries(sections) as Settings) },
    }
  }
  const answer = async (method: MethodName, input: unknown): Promise<unknown> => {
    const handler = handlers[method] as ((input: unknown) => unknown) | undefined
    if (handler !== undefined) return handler(input)
    if (method === 'settings.change') return bridge.setSettings(patched(input as SettingsPatch))
    if (method === 'consoles.open') return openConsole(input as MethodInput<'consoles.open'>)
    return undefined
  }
  const bridge: FakeBridge = {
    calls,
    emit,
    guest,
    get open() {
      return open
    },
    async call(method, input) {
      calls.push({ method, input })
      open += 1
      try {
        return { ok: true, value: await answer(method as MethodName, input) }
      } catch (error) {
        return { ok: false, error: toErrorData(error) }
      } finally {
        open -= 1
      }
    },
    async subscribe(topic) {
      const snapshots = {
        guests: [...byId.values()],
        host: hostNow,
        jobs: [...jobsById.values()],
        journal: entries,
        requests: options.requests ?? [],
        statistics: [],
        settings: settingsNow,
        hostCheck: hostCheckNow,
        desktop: unknownDesktop,
        leaving: leavingNow,
      }
      const snapshot = snapshots[topic as TopicName]
      return { ok: true, value: { sequence: sequences[topic as TopicName], snapshot } }
    },
    unsubscribe() {},
    pathOf: () => '',
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    put(view) {
      byId.set(view.id, view)
      emit('guests', ++sequences.guests, { type: 'put', guest: view })
    },
    remove(id) {
      byId.delete(id)
      emit('guests', ++sequences.guests, { type: 'removed', id })
    },
    putJob(job) {
      jobsById.set(job.id, job)
      emit('jobs', ++sequences.jobs, { type: 'put', job })
    },
    removeJob(id) {
      jobsById.delete(id)
      emit('jobs', ++sequences.jobs, { type: 'removed', id })
    },
    journal: () => entries,
    changeJournal(change) {
      entries = withJournalChange({ entries }, change).entries
      emit('journal', ++sequences.journal, change)
    },
    request(request) {
      emit('requests', ++sequences.requests, request)
    },
    setSettings(view) {
      settingsNow = view
      emit('settings', ++sequences.settings, view)
    },
    setHostCheck(view) {
      hostCheckNow = view
      emit('hostCheck', ++sequences.hostCheck, view)
    },
    setDesktop(view) {
      emit('desktop', ++sequences.desktop, view)
    },
    setLeaving(view) {
      leavingNow = view
      emit('leaving', ++sequences.leaving, view)
    },
    setHost(next) {
      hostNow = next
      emit('host', ++sequences.host, next)
    },
  }
  return bridge
}
