import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export default function SettingsPage({ lead }: { readonly lead: ReactNode }) {
  const { t } = useTranslation()
  return (
    <header>
      {lead}
      <h1>{t('settings.title')}</h1>
    </header>
  )
}
