import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Steps } from './steps.ts'
import { WizardPage } from './wizard-page.tsx'

export interface ReadyPageProps {
  readonly steps: Steps
  readonly hostCheck: ReactNode
}

/** What this computer can do for machines. Nothing that is found here keeps anybody from going on. */
export function ReadyPage({ steps, hostCheck }: ReadyPageProps) {
  const { t } = useTranslation()
  return (
    <WizardPage
      title={t('firstRun.ready.title')}
      intro={t('firstRun.ready.intro')}
      steps={steps}
      primary={{ label: t('firstRun.next'), onPress: steps.onNext }}
    >
      {hostCheck}
    </WizardPage>
  )
}
