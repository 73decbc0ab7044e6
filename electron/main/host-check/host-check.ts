import type { HostCheckId, SystemDaemon } from '../../../shared/domain/host-check.ts'
import { createSource, type Source } from '../ipc/source.ts'

/** What this computer can do for machines, looked at when somebody asks. */
export interface HostCheck extends Source<'hostCheck'> {
  /** Looks at everything anew, or at that one. Resolves when it has begun. */
  run(id?: HostCheckId): Promise<void>
  mend(id: HostCheckId, mend: string): Promise<void>
  systemDaemons(): Promise<SystemDaemon[]>
  close(): void
}

export function createHostCheck(): HostCheck {
  const source = createSource<'hostCheck'>({ state: 'not-run', startedAt: null, rows: [] })
  return {
    ...source,
    run: async () => {},
    mend: async () => {},
    systemDaemons: async () => [],
    close() {},
  }
}
