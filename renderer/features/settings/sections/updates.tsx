import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../ipc/call.ts'
import { openDialog } from '../../../stores/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { PlainRow } from '../row.tsx'
import { Section } from '../section.tsx'
import { SwitchRow } from '../setting-rows.tsx'

export function UpdatesSection() {
  const { t } = useTranslation()
  const info = useAnswer(useCallback(() => call('app.info'), [])).value
  return (
    <Section section="updates" intro={t('settings.intros.updates')}>
      <SwitchRow setting="updates.tellNews" />
      <PlainRow
        label={info == null ? t('app.name') : t('settings.version', { version: info.version })}
      >
        <Button onClick={() => openDialog({ kind: 'news', updated: false })}>
          {t('settings.whatIsNew')}
        </Button>
      </PlainRow>
    </Section>
  )
}
