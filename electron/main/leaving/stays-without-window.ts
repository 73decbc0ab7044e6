import type { GuestView } from '../../../shared/domain/guest.ts'
import type { Settings } from '../../../shared/domain/settings.ts'

/**
 * Whether the app is to stay when its last window is closed: because its person wants so, or because a
 * machine runs that is to be saved or shut down at logout, which an app that is not there cannot do. Pure.
 */
export function staysWithoutWindow(
  { desktop }: Pick<Settings, 'desktop'>,
  guests: readonly Pick<GuestView, 'config' | 'runtime'>[],
): boolean {
  return (
    desktop.closeToTray ||
    guests.some(
      // Whoever logs out does what the policy says now; a file that cannot be used tells none.
      ({ config, runtime }) => runtime !== null && (config ?? runtime.config).atLogout !== 'leave',
    )
  )
}
