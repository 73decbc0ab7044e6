import * as z from 'zod/mini'
import { desktopViewSchema } from '../domain/desktop.ts'
import type { ErrorData } from '../domain/errors.ts'
import { guestViewSchema, hostViewSchema } from '../domain/guest.ts'
import { guestIdSchema } from '../domain/guest-config.ts'
import { hostCheckViewSchema } from '../domain/host-check.ts'
import { jobViewSchema } from '../domain/jobs.ts'
import { journalChangeSchema, journalEntrySchema } from '../domain/journal.ts'
import { leavingViewSchema } from '../domain/leaving.ts'
import { settingsViewSchema } from '../domain/settings.ts'
import { guestStatisticsSchema, statisticsChangeSchema } from '../domain/statistics.ts'
import { windowRequestSchema } from '../domain/window-requests.ts'
import { agentMethods } from './methods/agent.ts'
import { appMethods } from './methods/app.ts'
import { clipboardMethods } from './methods/clipboard.ts'
import { consolesMethods } from './methods/consoles.ts'
import { dialogsMethods } from './methods/dialogs.ts'
import { guestsMethods } from './methods/guests.ts'
import { hostCheckMethods } from './methods/host-check.ts'
import { hostMethods } from './methods/host.ts'
import { jobsMethods } from './methods/jobs.ts'
import { journalMethods } from './methods/journal.ts'
import { picturesMethods } from './methods/pictures.ts'
import { leavingMethods } from './methods/leaving.ts'
import { provisionMethods } from './methods/provision.ts'
import { settingsMethods } from './methods/settings.ts'
import { sharingMethods } from './methods/sharing.ts'
import { snapshotsMethods } from './methods/snapshots.ts'
import { storageMethods } from './methods/storage.ts'
import { windowsMethods } from './methods/windows.ts'
import type { MethodName, TopicName } from './names.ts'

/**
 * The one source of what main and renderer say to each other. Main's handlers, the renderer's
 * client, the preload's allow-list and the fakes in tests derive from it.
 */
export const methods = {
  ...appMethods,
  ...guestsMethods,
  ...storageMethods,
  ...snapshotsMethods,
  ...jobsMethods,
  ...agentMethods,
  ...sharingMethods,
  ...hostMethods,
  ...dialogsMethods,
  ...consolesMethods,
  ...picturesMethods,
  ...clipboardMethods,
  ...windowsMethods,
  ...provisionMethods,
  ...journalMethods,
  ...settingsMethods,
  ...hostCheckMethods,
  ...leavingMethods,
} as const satisfies Record<MethodName, unknown>

/**
 * Topics: subscribing answers with a snapshot and its sequence number; changes follow with numbers
 * that rise by one. A gap means that something was lost: subscribe again.
 */
export const topics = {
  guests: {
    snapshot: z.array(guestViewSchema),
    change: z.discriminatedUnion('type', [
      z.object({ type: z.literal('put'), guest: guestViewSchema }),
      z.object({ type: z.literal('removed'), id: guestIdSchema }),
    ]),
  },
  host: { snapshot: hostViewSchema, change: hostViewSchema },
  jobs: {
    snapshot: z.array(jobViewSchema),
    change: z.discriminatedUnion('type', [
      z.object({ type: z.literal('put'), job: jobViewSchema }),
      z.object({ type: z.literal('removed'), id: z.uuid() }),
    ]),
  },
  /** What was done and what failed, newest last. */
  journal: { snapshot: z.array(journalEntrySchema), change: journalChangeSchema },
  /** What main asks the window to show, such as the machine of a notification that was clicked. */
  requests: { snapshot: z.array(windowRequestSchema), change: windowRequestSchema },
  /** The person's settings, and what of their file is not used. */
  settings: { snapshot: settingsViewSchema, change: settingsViewSchema },
  /** Told row by row while it runs. */
  hostCheck: { snapshot: hostCheckViewSchema, change: hostCheckViewSchema },
  desktop: { snapshot: desktopViewSchema, change: desktopViewSchema },
  /** null while nothing ends. */
  leaving: { snapshot: z.nullable(leavingViewSchema), change: z.nullable(leavingViewSchema) },
  /** Measured while a window has subscribed, and not otherwise. */
  statistics: { snapshot: z.array(guestStatisticsSchema), change: statisticsChangeSchema },
} as const satisfies Record<TopicName, unknown>

export { methodNames, topicNames, type MethodName, type TopicName } from './names.ts'
export type MethodInput<M extends MethodName> = z.infer<(typeof methods)[M]['input']>
export type MethodOutput<M extends MethodName> = z.infer<(typeof methods)[M]['output']>
export type TopicSnapshot<T extends TopicName> = z.infer<(typeof topics)[T]['snapshot']>
export type TopicChange<T extends TopicName> = z.infer<(typeof topics)[T]['change']>

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorData }

export interface TopicEvent<T extends TopicName = TopicName> {
  readonly topic: T
  readonly sequence: number
  readonly change: TopicChange<T>
}
export interface TopicStart<T extends TopicName = TopicName> {
  readonly sequence: number
  readonly snapshot: TopicSnapshot<T>
}
