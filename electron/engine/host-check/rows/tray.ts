import { type CheckedHost, type CheckResult, requireOrdinaryUser, Unchecked } from '../check.ts'
import { installRemedy } from '../remedies.ts'

/** Whether the desktop shows tray icons. */
export async function checkTray(host: CheckedHost): Promise<CheckResult> {
  requireOrdinaryUser(host)
  const shown = await host.trayHost()
  if (shown === null) throw new Unchecked({ code: 'TRAY_UNKNOWN', params: {} })
  if (shown)
    return { verdict: 'good', findings: [{ code: 'TRAY_SHOWN', params: {} }], remedies: [] }
  // GNOME has none of its own; elsewhere it is a choice of the person's.
  const isGnome = (host.env['XDG_CURRENT_DESKTOP'] ?? '').split(':').includes('GNOME')
  const remedies = isGnome
    ? installRemedy(host.distribution, 'tray-extension', { afterLogin: true })
    : []
  return { verdict: 'limited', findings: [{ code: 'TRAY_MISSING', params: {} }], remedies }
}
