import type { HostCheck } from '../../host-check/host-check.ts'
import type { Handlers } from '../router.ts'

export const hostCheckHandlers = (hostCheck: HostCheck) =>
  ({
    'hostCheck.run': ({ id }) => hostCheck.run(id),
    'hostCheck.mend': ({ id, mend }) => hostCheck.mend(id, mend),
    'hostCheck.systemDaemons': () => hostCheck.systemDaemons(),
  }) satisfies Partial<Handlers>
