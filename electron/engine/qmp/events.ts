import { isObject, type JsonObject } from './transport.ts'

type Nothing = Readonly<Record<string, never>>

/** What each event carries (qapi/run-state.json, qapi/block-core.json). */
interface QmpEventData {
  /** `reason` is a ShutdownCause: guest-shutdown, host-qmp-quit, host-signal, guest-panic … */
  SHUTDOWN: { readonly guest: boolean; readonly reason: string }
  /** The power button was pressed. */
  POWERDOWN: Nothing
  RESET: { readonly guest: boolean; readonly reason: string }
  STOP: Nothing
  RESUME: Nothing
  SUSPEND: Nothing
  SUSPEND_DISK: Nothing
  WAKEUP: Nothing
  WATCHDOG: { readonly action: string }
  GUEST_PANICKED: { readonly action: string; readonly info?: JsonObject }
  GUEST_CRASHLOADED: { readonly action: string; readonly info?: JsonObject }
  BLOCK_IO_ERROR: {
    readonly device: string
    readonly 'node-name'?: string
    readonly operation: 'read' | 'write'
    /** "stop" where the guest was paused for it. */
    readonly action: string
    readonly nospace?: boolean
    /** For people; not to be matched. */
    readonly reason: string
  }
  /** qapi/migration.json; sent once the capability "events" is set. */
  MIGRATION: { readonly status: string }
  DEVICE_DELETED: { readonly device?: string; readonly path: string }
  /** qapi/qdev.json, since 6.2 */
  DEVICE_UNPLUG_GUEST_ERROR: { readonly device?: string; readonly path: string }
  /** qapi/job.json; `status` is a JobStatus: created, running, waiting, pending, concluded, null … */
  JOB_STATUS_CHANGE: { readonly id: string; readonly status: string }
  DEVICE_TRAY_MOVED: { readonly device: string; readonly id: string; readonly 'tray-open': boolean }
}

export type QmpEventName = keyof QmpEventData

/** One event of QEMU. `timestamp` is the host's clock. */
export type QmpEvent = {
  readonly [E in QmpEventName]: {
    readonly event: E
    readonly data: QmpEventData[E]
    readonly timestamp: { readonly seconds: number; readonly microseconds: number }
  }
}[QmpEventName]

const known: Readonly<Record<QmpEventName, true>> = {
  SHUTDOWN: true,
  POWERDOWN: true,
  RESET: true,
  STOP: true,
  RESUME: true,
  SUSPEND: true,
  SUSPEND_DISK: true,
  WAKEUP: true,
  WATCHDOG: true,
  GUEST_PANICKED: true,
  GUEST_CRASHLOADED: true,
  BLOCK_IO_ERROR: true,
  MIGRATION: true,
  DEVICE_DELETED: true,
  DEVICE_UNPLUG_GUEST_ERROR: true,
  JOB_STATUS_CHANGE: true,
  DEVICE_TRAY_MOVED: true,
}

const START_OF_TIME = { seconds: 0, microseconds: 0 }

/** null for an event that we have no use for (RTC_CHANGE, VNC_CONNECTED …). */
export function readEvent(message: JsonObject): QmpEvent | null {
  const { event, data, timestamp } = message
  if (typeof event !== 'string' || !Object.hasOwn(known, event)) return null
  // The fields are as QEMU's schema of all versions since 6.2 has them; absent data has no fields.
  return {
    event,
    data: isObject(data) ? data : {},
    timestamp: isObject(timestamp) ? timestamp : START_OF_TIME,
  } as unknown as QmpEvent
}
