import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../../shared/domain/errors.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { changeSettings, useSettings } from '../../../stores/settings-store.ts'
import { goTo } from '../../../stores/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { PlainRow } from '../row.tsx'
import { Section } from '../section.tsx'
import css from '../settings.module.css'

/** Something that may fail, with its failure. Never rejects. */
function useAttempt(): readonly [ErrorData | null, (work: () => Promise<unknown>) => void] {
  const [error, setError] = useState<ErrorData | null>(null)
  const attempt = (work: () => Promise<unknown>): void => {
    setError(null)
    work().catch((caught: unknown) => setError(errorDataOf(caught)))
  }
  return [error, attempt]
}

export function MoreSection() {
  return (
    <Section section="more">
      <File />
      <HostCheck />
      <FirstRunAgain />
    </Section>
  )
}

function File() {
  const { t } = useTranslation()
  const path = useSettings((state) => state.path)
  const [error, attempt] = useAttempt()
  return (
    <PlainRow
      label={t('settings.file.label')}
      hint={
        <>
          <p className={`mono selectable ${css.path}`}>{path}</p>
          {t('settings.file.hint')}
        </>
      }
      error={error}
    >
      <Button onClick={() => attempt(() => call('dialogs.reveal', { path }))}>
        {t('settings.file.reveal')}
      </Button>
      <Button onClick={() => attempt(() => call('settings.open'))}>
        {t('settings.file.open')}
      </Button>
    </PlainRow>
  )
}

function HostCheck() {
  const { t } = useTranslation()
  return (
    <PlainRow label={t('settings.hostCheck.label')} hint={t('settings.hostCheck.hint')}>
      <Button onClick={() => goTo({ kind: 'host-check' })}>{t('settings.hostCheck.open')}</Button>
    </PlainRow>
  )
}

function FirstRunAgain() {
  const { t } = useTranslation()
  const [error, attempt] = useAttempt()
  return (
    <PlainRow
      label={t('settings.firstRunAgain.label')}
      hint={t('settings.firstRunAgain.hint')}
      error={error}
    >
      <Button onClick={() => attempt(() => changeSettings({ firstRun: { done: false } }))}>
        {t('settings.firstRunAgain.show')}
      </Button>
    </PlainRow>
  )
}
