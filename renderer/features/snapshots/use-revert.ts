import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { GUEST_NAME_MAX } from '../../../shared/domain/guest-config.ts'
import type { SnapshotView } from '../../../shared/domain/snapshots.ts'
import { call } from '../../ipc/call.ts'
import { useWork } from '../../ui/use-work.ts'

export interface Revert {
  /** What came of it, for the page to say; null while there is nothing to say. */
  readonly outcome: string | null
  readonly failure: ErrorData | null
  readonly revert: (snapshot: SnapshotView, safely: boolean) => void
  readonly remove: (snapshot: SnapshotView) => void
}

/** What a page does with snapshots after it has asked; `changed` follows each. */
export function useRevert(guest: GuestView, changed: () => void): Revert {
  const { t } = useTranslation()
  const { id, runtime } = guest
  const { error, run } = useWork(guest)
  const [outcome, setOutcome] = useState<string | null>(null)

  const revert = (snapshot: SnapshotView, safely: boolean) => {
    setOutcome(null)
    const keepFirst = async () => {
      const name = t('snapshots.beforeRevert', { snapshot: snapshot.name }).slice(0, GUEST_NAME_MAX)
      await call('snapshots.take', { id, name, note: '', memory: runtime !== null })
    }
    void run(
      async () => {
        // Where this fails there is no way back, so nothing is gone back to.
        if (safely) await keepFirst()
        return call('snapshots.revert', { id, snapshot: snapshot.id })
      },
      ({ hardware }) => {
        setOutcome(
          t(hardware ? 'snapshots.revertedHardware' : 'snapshots.reverted', {
            snapshot: snapshot.name,
          }),
        )
        changed()
      },
    )
  }
  const remove = (snapshot: SnapshotView) => {
    setOutcome(null)
    void run(
      () => call('snapshots.delete', { id, snapshot: snapshot.id }),
      () => {
        setOutcome(t('snapshots.deleted', { snapshot: snapshot.name }))
        changed()
      },
    )
  }
  return { outcome, failure: error, revert, remove }
}
