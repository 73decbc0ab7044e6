import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { SystemDaemon } from '../../../../shared/domain/host-check.ts'
import { call } from '../../../ipc/call.ts'
import { useSettings } from '../../../stores/settings-store.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { Section } from '../section.tsx'
import { SwitchRow } from '../setting-rows.tsx'
import css from '../settings.module.css'

/** What of the system could show machines too, and what this version can do with it. */
export function ConnectionsSection() {
  const { t } = useTranslation()
  const wanted = useSettings(({ settings }) => settings.connections.systemDaemon)
  const { value, error } = useAnswer(useCallback(() => call('hostCheck.systemDaemons'), []))
  const supported = value?.some((daemon) => daemon.supported) === true
  return (
    <Section section="connections" intro={t('settings.intros.connections')}>
      <SwitchRow
        setting="connections.systemDaemon"
        // What is on can be switched off in any case.
        disabled={!supported && !wanted}
        {...(value !== null && !supported ? { hint: t('settings.daemons.unsupported') } : {})}
      />
      {value !== null && value.length > 0 && <Daemons daemons={value} />}
      {error !== null && <ErrorNotice error={error} tone="warn" />}
    </Section>
  )
}

function Daemons({ daemons }: { readonly daemons: readonly SystemDaemon[] }) {
  const { t } = useTranslation()
  return (
    <dl className={css.facts} aria-label={t('settings.daemons.label')}>
      {daemons.map(({ kind, state, account }) => (
        <div key={kind}>
          <dt>{t(`settings.daemons.${kind}`)}</dt>
          <dd>
            {state === 'running' && account !== null
              ? t('settings.daemons.runningAs', { account })
              : t(`settings.daemons.${state}`)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
