import type { TFunction } from 'i18next'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestAction, GuestView } from '../../../shared/domain/guest.ts'
import { deviceName } from '../../i18n/device-name.ts'
import type { SnapshotView } from '../../../shared/domain/snapshots.ts'

/** What a snapshot holds, in two or three words. */
export function holdsShort(t: TFunction, { kind }: SnapshotView): string {
  return t(kind === 'memory' ? 'snapshots.shortMemory' : 'snapshots.shortDisks')
}

/** What a snapshot holds, and what state that leaves a guest in that goes back to it. */
export function holds(t: TFunction, { kind, frozen }: SnapshotView): string {
  if (kind === 'memory') return t('snapshots.holdsMemory')
  if (kind === 'off') return t('snapshots.holdsOff')
  return t(frozen ? 'snapshots.holdsFrozen' : 'snapshots.holdsCut')
}

/** Why the guest's snapshots cannot be changed now; null where they can. */
export function refusalOf(t: TFunction, guest: GuestView, action: GuestAction): string | null {
  if (guest.job !== null) return t('snapshots.busy')
  if (guest.actions.includes(action)) return null
  if (guest.state === 'saved') return t('snapshots.notSaved')
  if (action === 'clone') return t('snapshots.needsOff')
  return t('snapshots.notNow')
}

/** What the guest's hardware keeps from having snapshots, as the engine will say; null if nothing. */
export function obstacleOf(t: TFunction, guest: GuestView): string | null {
  const config: GuestConfig | null = guest.runtime?.config ?? guest.config
  if (config === null) return null
  if (guest.runtime?.disposable === true) return t('snapshots.disposable')
  const written = config.disks.filter(({ readOnly }) => !readOnly)
  const unfit = written.find(({ format }) => format !== 'qcow2')
  if (unfit !== undefined) {
    return t('snapshots.unfitDisk', {
      disk: deviceName('disks', unfit.id, [config]),
      format: unfit.format,
    })
  }
  return written.length === 0 ? t('snapshots.noDisk') : null
}
