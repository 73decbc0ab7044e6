import { Download, Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgentView } from '../../../shared/domain/agent.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { call } from '../../ipc/call.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { JobBar } from '../../ui/job-bar.tsx'
import type { Asked } from '../../ui/use-answer.ts'
import { useWork } from '../../ui/use-work.ts'
import { type Copy, CopyDialog } from './copy-dialog.tsx'
import css from './rows.module.css'
import { Section } from './section.tsx'

export interface FilesSectionProps {
  readonly guest: GuestView
  readonly agent: Asked<AgentView | null>
}

/** Files into and out of the guest, through its agent. */
export function FilesSection({ guest, agent }: FilesSectionProps) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<'in' | 'out' | null>(null)
  const [outcome, setOutcome] = useState<string | null>(null)
  const [last, setLast] = useState<Copy | null>(null)
  const { busy, error, run } = useWork(guest)
  const job = useJobOf(guest.id)
  const usable = agent.value?.can.copy === true && guest.state === 'running'

  const copy = (what: Copy) => {
    const { way, from, to, overwrite } = what
    setLast(what)
    setOutcome(null)
    void run(
      () =>
        call(way === 'in' ? 'agent.copyIn' : 'agent.copyOut', {
          ...{ id: guest.id, from, to, overwrite },
        }),
      () => setOutcome(t(way === 'in' ? 'sharing.copiedIn' : 'sharing.copiedOut', { path: to })),
    )
  }
  const replace =
    error?.code === 'FILE_EXISTS' && last !== null ? (
      <Button onClick={() => copy({ ...last, overwrite: true })}>{t('sharing.replace')}</Button>
    ) : undefined
  return (
    <Section
      title={t('sharing.files')}
      actions={
        usable && (
          <>
            <Button icon={<Upload size={16} />} disabled={busy} onClick={() => setDialog('in')}>
              {t('sharing.copyIn')}
            </Button>
            <Button icon={<Download size={16} />} disabled={busy} onClick={() => setDialog('out')}>
              {t('sharing.copyOut')}
            </Button>
          </>
        )
      }
    >
      <Hint guest={guest} agent={agent} />
      {busy && job !== undefined && <JobBar job={job} />}
      {error !== null && <ErrorNotice error={error} actions={replace} />}
      <p role="status" className={outcome === null ? 'visually-hidden' : css.quiet}>
        {outcome}
      </p>
      {dialog !== null && (
        <CopyDialog way={dialog} guest={guest} onClose={() => setDialog(null)} onCopy={copy} />
      )}
    </Section>
  )
}

/** Whether files can be copied, and what would make it possible. */
function Hint({ guest, agent }: FilesSectionProps) {
  const { t } = useTranslation()
  const { value, error, busy } = agent
  if (guest.state !== 'running') return <p className={css.quiet}>{t('sharing.filesOff')}</p>
  if (busy && value === null) return <p className={css.quiet}>{t('sharing.askingAgent')}</p>
  if (error !== null && error.code !== 'AGENT_NOT_THERE') {
    return (
      <ErrorNotice
        tone="warn"
        error={error}
        actions={<Button onClick={agent.again}>{t('app.tryAgain')}</Button>}
      />
    )
  }
  if (value === null || error !== null) {
    return (
      <div className={css.below}>
        <p className={css.quiet}>
          {t(guest.config?.agent === false ? 'sharing.agentOff' : 'sharing.agentMissing')}
        </p>
        <Button look="quiet" disabled={busy} onClick={agent.again}>
          {t('sharing.askAgainAgent')}
        </Button>
      </div>
    )
  }
  return (
    <p className={css.quiet}>{t(value.can.copy ? 'sharing.filesText' : 'sharing.agentNoCopy')}</p>
  )
}
