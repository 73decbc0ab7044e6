import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { call } from '../../ipc/call.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { FilesSection } from './files-section.tsx'
import { ForwardsSection } from './forwards-section.tsx'
import { NetworkSection } from './network-section.tsx'
import { SharesSection } from './shares-section.tsx'
import css from './sharing-page.module.css'

/** How a guest is reached, and what it shares with this computer. */
export default function SharingPage({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const { id, config, runtime } = guest
  // Asked while the page is looked at; another run has another agent.
  const run = guest.state === 'running' ? (runtime?.run ?? null) : null
  const agent = useAnswer(
    useCallback(async () => (run === null ? null : call('agent.info', { id })), [id, run]),
  )
  if (config === null) return null
  return (
    <div className={css.page}>
      <div className={css.column}>
        {!guest.actions.includes('configure') && (
          <p className={css.quiet}>
            {t(guest.state === 'saved' ? 'sharing.notSaved' : 'sharing.notNow')}
          </p>
        )}
        <NetworkSection guest={guest} config={config} />
        <ForwardsSection guest={guest} config={config} />
        <SharesSection guest={guest} config={config} agent={agent.value} />
        <FilesSection guest={guest} agent={agent} />
      </div>
    </div>
  )
}
