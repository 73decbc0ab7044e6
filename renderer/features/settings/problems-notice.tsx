import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import {
  SETTINGS_FILE_MAX_BYTES,
  type SettingName,
  type SettingsProblem,
} from '../../../shared/domain/settings.ts'
import { formatBytes } from '../../i18n/format.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { useSettings } from '../../stores/settings-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import css from './settings.module.css'
import { settingIn } from './use-setting.ts'

/** What of settings.json is not used, each with what holds instead. */
export function ProblemsNotice() {
  const { t } = useTranslation()
  const problems = useSettings((state) => state.problems)
  const [error, setError] = useState<ErrorData | null>(null)
  const open = () => {
    setError(null)
    call('settings.open').catch((caught: unknown) => setError(errorDataOf(caught)))
  }
  if (problems.length === 0) return null
  return (
    <div role="status">
      <Notice
        tone="warn"
        message={t('settings.problems.title')}
        next={t('settings.problems.next')}
        actions={<Button onClick={open}>{t('settings.problems.open')}</Button>}
      >
        <ul className={css.problems}>
          {problems.map((problem) => (
            <li key={`${problem.setting} ${problem.reason}`} className="selectable">
              <Problem problem={problem} />
            </li>
          ))}
        </ul>
        {error !== null && <ErrorNotice error={error} />}
      </Notice>
    </div>
  )
}

function Problem({ problem }: { readonly problem: SettingsProblem }) {
  const { t } = useTranslation()
  const settings = useSettings((state) => state.settings)
  const { setting, value, reason } = problem
  if (setting === '') {
    const max = formatBytes(SETTINGS_FILE_MAX_BYTES)
    return `${t(`settings.problems.whole.${reason}`, { max })} ${t('settings.problems.wholeThen')}`
  }
  if (reason === 'unknown') return t('settings.problems.unknown', { setting })
  if (reason === 'not-an-object') return t('settings.problems.not-an-object', { setting, value })
  // Main names nothing else by this reason.
  const used = JSON.stringify(settingIn(settings, setting as SettingName))
  return t('settings.problems.not-allowed', { setting, value, used })
}
