import { describe, expect, it } from 'vitest'
import type { JobView } from '../../../../shared/domain/jobs.ts'
import type { MethodCall } from '../../../dbus/index.ts'
import type { ServiceContext } from './context.ts'
import { jobObject } from './job-object.ts'

const [ASKER, OTHER] = [1000, 1001]
const GUEST = '00000000-0000-4000-8000-000000000001'

/** What a call of Cancel takes. */
async function neededBy(uid: number): Promise<unknown[]> {
  const asked: unknown[] = []
  const access = {
    requireGuest: async (_: MethodCall, guest: string, needs: string) => asked.push(guest, needs),
  }
  const engine = { jobs: { cancel: (id: string) => asked.push(id) } }
  const view = () => ({ guest: GUEST }) as Partial<JobView> as JobView
  const context = { access, engine } as unknown as ServiceContext
  const [job] = jobObject(context, 'job', view, { uid: ASKER }).interfaces
  const cancel = job?.methods.find(({ name }) => name === 'Cancel')
  await cancel?.handle({
    caller: { uniqueName: ':1.1', uid, gids: [] },
    ...{ args: [], interactive: false, gone: new AbortController().signal },
  })
  return asked
}

describe('a job of a guest', () => {
  it('is ended by who asked for it, and otherwise by the guest’s owner alone', async () => {
    expect(await neededBy(ASKER)).toEqual([GUEST, 'use', 'job'])
    expect(await neededBy(OTHER)).toEqual([GUEST, 'own', 'job'])
  })
})
