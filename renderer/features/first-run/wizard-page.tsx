import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { leave } from './leave.ts'
import type { Steps } from './steps.ts'
import { useWizardKeys } from './use-wizard-keys.ts'
import css from './wizard-page.module.css'

export interface WizardPageProps {
  readonly title: string
  readonly intro: string
  /** Left out where the page is none of the three. */
  readonly steps?: Steps
  /** The one thing to do next; Enter does it. */
  readonly primary: { readonly label: string; readonly onPress: () => void }
  /** Beside it. */
  readonly secondary?: ReactNode
  readonly children: ReactNode
}

/** The frame of a page: which one it is, what it asks, and the way on and back. */
export function WizardPage(props: WizardPageProps) {
  const { title, intro, steps, primary, secondary, children } = props
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  // Screen readers begin there, and so does the tab order.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  useWizardKeys({ onEnter: primary.onPress, onEscape: steps?.onBack })
  return (
    <main className={css.page} aria-label={t('firstRun.title')}>
      <div className={css.scroll}>
        <div className={css.column}>
          <header className={css.header}>
            <Mark size={40} />
            <div>
              <p className={css.step} id={id}>
                {steps?.step === 1 && <span>{t('firstRun.title')}</span>}
                {steps !== undefined && (
                  <span>{t('firstRun.step', { step: steps.step, of: steps.of })}</span>
                )}
              </p>
              <h1 ref={heading} className={css.title} tabIndex={-1} aria-describedby={id}>
                {title}
              </h1>
            </div>
          </header>
          <p className={css.intro}>{intro}</p>
          <div className={css.content}>{children}</div>
        </div>
      </div>
      <footer className={css.footer}>
        <div className={css.buttons}>
          {steps !== undefined && (
            <Button look="quiet" className={css.skip} onClick={() => void leave()}>
              {t('firstRun.skip')}
            </Button>
          )}
          {steps?.onBack !== undefined && (
            <Button onClick={steps.onBack}>{t('firstRun.back')}</Button>
          )}
          {secondary}
          <Button look="primary" onClick={primary.onPress}>
            {primary.label}
          </Button>
        </div>
      </footer>
    </main>
  )
}
