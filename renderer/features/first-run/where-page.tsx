import { useTranslation } from 'react-i18next'
import { call } from '../../ipc/call.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { selectSettings, useSettings } from '../../stores/settings-store.ts'
import { Check } from '../../ui/check.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { OptionList } from '../../ui/option-list.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { DaemonFacts } from './daemon-facts.tsx'
import type { Steps } from './steps.ts'
import { useChoice } from './use-choice.ts'
import css from './where-page.module.css'
import { WizardPage } from './wizard-page.tsx'

const askDaemons = () => call('hostCheck.systemDaemons')

/** As whom machines run. The session is chosen; a system daemon is more, and never in the way. */
export function WherePage({ steps }: { readonly steps: Steps }) {
  const { t } = useTranslation()
  return (
    <WizardPage
      title={t('firstRun.where.title')}
      intro={t('firstRun.where.intro')}
      steps={steps}
      primary={{ label: t('firstRun.next'), onPress: steps.onNext }}
    >
      <div className={css.card} data-chosen>
        <Here />
      </div>
      <div className={css.card}>
        <Daemon />
      </div>
    </WizardPage>
  )
}

function Here() {
  const { t } = useTranslation()
  const host = useHost(selectHost)
  return (
    <OptionList
      label={t('firstRun.where.label')}
      hideLabel
      value="session"
      onChange={() => {}}
      options={[
        {
          value: 'session',
          label: t('firstRun.where.here'),
          hint: (
            <>
              {t('firstRun.where.hereHint')}
              <br />
              {host !== null &&
                t('firstRun.where.hereWho', { user: host.user, uid: String(host.uid) })}
            </>
          ),
        },
      ]}
    />
  )
}

function Daemon() {
  const { t } = useTranslation()
  const wanted = useSettings((state) => selectSettings(state).connections.systemDaemon)
  const daemons = useAnswer(askDaemons)
  const { error, choose } = useChoice()
  const supported = daemons.value?.some((each) => each.supported && each.state !== 'absent')
  return (
    <>
      <Check
        label={t('firstRun.where.daemon')}
        hint={`${t('firstRun.where.daemonGives')} ${t('firstRun.where.daemonCosts')}`}
        checked={wanted}
        // What was chosen before can always be taken back.
        disabled={supported !== true && !wanted}
        onChange={(systemDaemon) => choose({ connections: { systemDaemon } })}
      />
      <div className={css.below}>
        {daemons.value !== null && <DaemonFacts daemons={daemons.value} />}
        <p className={css.quiet} role="status">
          {daemons.value === null
            ? t(daemons.error === null ? 'firstRun.where.looking' : 'firstRun.where.notKnown')
            : supported === true
              ? ''
              : t('firstRun.where.noneSupported')}
        </p>
        {error !== null && <ErrorNotice error={error} />}
      </div>
    </>
  )
}
