import type { Leaving } from '../../leaving/leaving.ts'
import type { Handlers } from '../router.ts'

export const leavingHandlers = (leaving: Leaving) =>
  ({
    'leaving.quit': () => void leaving.saveAllAndQuit(),
    'leaving.stop': ({ then }) => leaving.stop(then),
    'leaving.forgetSaved': () => leaving.forgetSaved(),
  }) satisfies Partial<Handlers>
