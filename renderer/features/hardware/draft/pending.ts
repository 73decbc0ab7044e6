import { type Change, differences } from '../../../../shared/domain/differences.ts'
import type { GuestView } from '../../../../shared/domain/guest.ts'

/** Fields that QEMU never learns of: they hold as soon as they are written. */
const AT_ONCE: ReadonlySet<string> = new Set([
  ...['name', 'autostart', 'atLogout', 'restartAfterCrash', 'template'],
  ...['group', 'tags', 'notes', 'pinned', 'osName'],
])

/** What of the guest's description holds only after its next start. */
export function pendingOf({ config, runtime }: GuestView): readonly Change[] {
  if (config === null || runtime === null) return []
  return differences(runtime.config, config).filter(
    (change) => change.kind !== 'field' || !AT_ONCE.has(change.key),
  )
}
