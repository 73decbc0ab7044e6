import { Check, CircleAlert, Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../shared/domain/jobs.ts'
import { formatNumber, formatShare } from '../../i18n/format.ts'
import { useJobs } from '../../stores/jobs-store.ts'
import { BoxedList } from '../../ui/boxed-list.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useJobCancel } from '../../ui/use-job-cancel.ts'
import css from './adopting-page.module.css'
import { type Adopted, adoptFailed, useAdoption } from './adoption-store.ts'
import { leaveForMachines } from './leave.ts'
import { WizardPage } from './wizard-page.tsx'

const icons = { working: Clock, done: Check, failed: CircleAlert } as const

/** Machines of another manager on their way here, and those that could not be taken over. */
export function AdoptingPage() {
  const { t } = useTranslation()
  const { items, busy } = useAdoption()
  const done = items.filter(({ state }) => state === 'done').length
  const failed = items.some(({ state }) => state === 'failed')
  const over = !busy && failed
  const finish = () => void leaveForMachines()
  const retry = () =>
    void adoptFailed().then((all) => {
      if (all) finish()
    })
  return (
    <WizardPage
      title={t(over ? 'firstRun.adopting.titleDone' : 'firstRun.adopting.title')}
      intro={t(over ? 'firstRun.adopting.introDone' : 'firstRun.adopting.intro')}
      primary={{
        label: t(over ? 'firstRun.adopting.finish' : 'firstRun.adopting.background'),
        onPress: finish,
      }}
      secondary={over && <Button onClick={retry}>{t('firstRun.adopting.retry')}</Button>}
    >
      <div className={css.adopting}>
        <p className={css.status} role="status">
          {t('firstRun.adopting.status', {
            done: formatNumber(done),
            of: formatNumber(items.length),
          })}
        </p>
        <BoxedList aria-label={t('firstRun.adopting.list')}>
          {items.map((item) => (
            <Machine key={item.machine.path} item={item} />
          ))}
        </BoxedList>
      </div>
    </WizardPage>
  )
}

function Machine({ item: { machine, state, error } }: { readonly item: Adopted }) {
  const { t } = useTranslation()
  const job = useJobs(({ byId }) =>
    state === 'working'
      ? Object.values(byId).find((each) => isMaking(each, machine.name))
      : undefined,
  )
  const share = shareOf(job)
  const Icon = icons[state]
  // Until there is progress, another one is on its way, or this one has only begun.
  const word = t(`firstRun.adopting.${state === 'working' && share === null ? 'waiting' : state}`)
  return (
    <li className={css.machine} data-state={state}>
      <Icon className={css.icon} size={16} aria-hidden="true" />
      <span className={css.name}>{machine.name}</span>
      <span className={css.word}>
        {word}
        {share !== null && ` · ${formatShare(share)}`}
      </span>
      {job !== undefined && (
        <div className={css.progress}>
          <div className={css.track}>
            {share !== null && <ProgressBar label={`${machine.name}: ${word}`} share={share} />}
          </div>
          <CancelButton id={job.id} name={machine.name} />
        </div>
      )}
      {error !== null && (
        <div className={css.bar}>
          <ErrorNotice error={error} />
        </div>
      )}
    </li>
  )
}

function CancelButton({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useTranslation()
  const { asked, cancel } = useJobCancel(id)
  return (
    <Button disabled={asked} aria-label={t('firstRun.adopting.cancel', { name })} onClick={cancel}>
      {t('action.cancel')}
    </Button>
  )
}

/** Of machines that are being made only the name is known. */
const isMaking = ({ kind, state, name }: JobView, machine: string): boolean =>
  kind === 'provision' && state === 'running' && name === machine

/** How far it is, 0 to 1; null where nothing is known. */
function shareOf(job: JobView | undefined): number | null {
  const progress = job?.progress ?? null
  return progress === null || progress.total === 0
    ? null
    : Math.min(1, progress.done / progress.total)
}
