import { useTranslation } from 'react-i18next'

/** What a new user sees instead of the window's pages, until they are through or skip it. */
export default function FirstRun() {
  const { t } = useTranslation()
  return <h1>{t('firstRun.title')}</h1>
}
