import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Draft } from './draft/draft.ts'

/** Why nothing can be changed now. */
export type Lock = 'saved' | 'saving' | 'starting' | 'unreachable' | 'busy' | 'json'

export function lockOf({ state, actions, job }: GuestView, draft: Draft): Lock | null {
  if (!actions.includes('configure')) {
    if (state === 'saved' || state === 'saving' || state === 'starting') return state
    return 'unreachable'
  }
  // A change of its own shows as the sheet's `busy`.
  if (job !== null && job !== 'configure') return 'busy'
  return draft.json === null ? null : 'json'
}

const sentences = {
  saved: 'hardware.lockedSaved',
  saving: 'hardware.lockedSaving',
  starting: 'hardware.lockedStarting',
  unreachable: 'hardware.lockedUnreachable',
  busy: 'hardware.lockedBusy',
  json: 'hardware.lockedJson',
} as const satisfies Record<Lock, string>

export function Locked({ lock, onJson }: { readonly lock: Lock; readonly onJson: () => void }) {
  const { t } = useTranslation()
  return (
    <Notice
      tone="warn"
      message={t('hardware.lockedTitle')}
      next={t(sentences[lock])}
      actions={lock === 'json' && <Button onClick={onJson}>{t('hardware.showJson')}</Button>}
    />
  )
}
