import { RotateCcw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import { defaultSettings, type SettingsSection } from '../../../shared/domain/settings.ts'
import { same } from '../../../shared/domain/differences.ts'
import { errorDataOf } from '../../ipc/call.ts'
import { changeSettings, useSettings } from '../../stores/settings-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './settings.module.css'

/** In the order of the page. */
export const pageSections = [
  'appearance',
  'newMachines',
  'storage',
  'sound',
  'consoles',
  'keyboard',
  'desktop',
  'privacy',
  'connections',
  'updates',
  'more',
] as const
export type PageSection = (typeof pageSections)[number]

/** Of its heading. */
export const headingId = (section: PageSection): string => `settings-${section}`

export interface SectionProps {
  readonly section: PageSection
  readonly intro?: string
  readonly children: ReactNode
}

/** One section of the page, with the way back to how its settings are at first. */
export function Section({ section, intro, children }: SectionProps) {
  const { t } = useTranslation()
  return (
    <section className={css.section} aria-labelledby={headingId(section)}>
      <div className={css.head}>
        <h2 id={headingId(section)} tabIndex={-1}>
          {t(`settings.sections.${section}`)}
        </h2>
        {section !== 'more' && <Reset section={section} />}
      </div>
      {intro !== undefined && <p className={css.intro}>{intro}</p>}
      <div className={css.rows}>{children}</div>
    </section>
  )
}

function Reset({ section }: { readonly section: Exclude<PageSection, 'more'> & SettingsSection }) {
  const { t } = useTranslation()
  const [error, setError] = useState<ErrorData | null>(null)
  const changed = useSettings(({ settings }) => !same(settings[section], defaultSettings[section]))
  const reset = () => {
    setError(null)
    changeSettings({ [section]: defaultSettings[section] }).then(
      () => document.getElementById(headingId(section))?.focus(),
      (caught: unknown) => setError(errorDataOf(caught)),
    )
  }
  if (!changed) return null
  return (
    <>
      <Button
        look="quiet"
        icon={<RotateCcw size={14} />}
        aria-label={t('settings.resetSection', { section: t(`settings.sections.${section}`) })}
        onClick={reset}
      >
        {t('settings.reset')}
      </Button>
      {error !== null && (
        <div className={css.wide} role="alert">
          <ErrorNotice error={error} />
        </div>
      )}
    </>
  )
}
