import type { GuestAction, GuestState, GuestView } from '../../../shared/domain/guest.ts'
import { GUEST_SCHEMA_VERSION, guestConfigSchema } from '../../../shared/domain/guest-config.ts'

/** Some of what the engine takes in a state. */
const actions: Readonly<Record<GuestState, readonly GuestAction[]>> = {
  stopped: ['start', 'clone', 'delete'],
  crashed: ['start', 'clone', 'delete'],
  saved: ['start', 'discard-saved', 'delete'],
  running: ['shutdown', 'pause', 'save', 'power-off'],
  paused: ['resume', 'save', 'power-off'],
  starting: ['power-off'],
  saving: ['power-off'],
  stopping: ['shutdown', 'power-off'],
  broken: [],
}

interface Sample {
  readonly pinned?: boolean
  readonly template?: boolean
  readonly createdAt?: number
  readonly since?: number
  readonly job?: string
}

/** A uuid of a number. */
export const guestId = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** A guest as main sees it. `number` makes its id. */
export function guestView(
  number: number,
  name: string,
  state: GuestState,
  { pinned = false, template = false, createdAt = 0, since = 0, job }: Sample = {},
): GuestView {
  const config = guestConfigSchema.parse({
    ...{ schema: GUEST_SCHEMA_VERSION, id: guestId(number), name, memoryMiB: 64, cpus: 1 },
    ...{ accelerator: 'tcg', disks: [], cdroms: [], nics: [], serials: [], display: 'vnc' },
    ...{ createdAt, pinned, template },
  })
  return {
    ...{ id: config.id, name, state, since, job: job ?? null, error: null, runtime: null },
    actions: actions[state].filter((action) => !template || action !== 'start'),
    config: state === 'broken' ? null : config,
  }
}
