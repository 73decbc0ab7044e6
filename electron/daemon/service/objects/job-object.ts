import type { JobView } from '../../../../shared/domain/jobs.ts'
import type { MethodCall, ServedObject } from '../../../dbus/index.ts'
import { actions } from '../access/actions.ts'
import type { ServiceContext } from './context.ts'
import { guestPath, jobPath } from './paths.ts'

export const JOB_INTERFACE = 'org.guesthouse.Job1'

/** Whose a job is: who asked for it. */
export interface JobOwner {
  readonly uid: number | null
}

/** A long operation on the bus. `view`: as it is now. */
export function jobObject(
  { engine, access }: ServiceContext,
  id: string,
  view: () => JobView,
  owner: JobOwner,
): ServedObject {
  const require = async (call: MethodCall, name: string): Promise<void> => {
    const { guest } = view()
    const own = owner.uid === call.caller.uid
    // Who shares a guest changes nothing of what its owner has begun.
    if (guest !== null) return access.requireGuest(call, guest, own ? 'use' : 'own', name)
    return access.require(call, own ? actions.operateOwn : actions.manageAll, name)
  }
  const guestOf = (guest: string | null): string => (guest === null ? '/' : guestPath(guest))
  return {
    path: jobPath(id),
    visibleTo: (caller) => {
      const { guest } = view()
      if (guest !== null) return access.sees(caller, guest)
      return owner.uid === caller.uid || access.grants.managesAll(caller)
    },
    interfaces: [
      {
        name: JOB_INTERFACE,
        properties: [
          { name: 'Kind', type: 's', get: () => view().kind, constant: true },
          // "/" where it is about no guest.
          { name: 'Guest', type: 'o', get: () => guestOf(view().guest), constant: true },
          { name: 'Name', type: 's', get: () => view().name ?? '' },
          { name: 'State', type: 's', get: () => view().state },
          // Both 0 while nothing is known; see JobView in shared/domain/jobs.ts for the unit.
          { name: 'Done', type: 'd', get: () => view().progress?.done ?? 0 },
          { name: 'Total', type: 'd', get: () => view().progress?.total ?? 0 },
          { name: 'ErrorCode', type: 's', get: () => view().error?.code ?? '' },
          {
            name: 'ErrorText',
            type: 's',
            get: () => (view().error?.message ?? '').replaceAll('\0', ''),
          },
          { name: 'View', type: 's', get: () => JSON.stringify(view()) },
        ],
        methods: [
          {
            ...{ name: 'Cancel', in: [], out: [] },
            handle: async (call) => {
              await require(call, 'Cancel')
              engine.jobs.cancel(id)
              return []
            },
          },
          {
            ...{ name: 'Dismiss', in: [], out: [] },
            handle: async (call) => {
              await require(call, 'Dismiss')
              engine.jobs.dismiss(id)
              return []
            },
          },
        ],
        signals: [],
      },
    ],
  }
}
