import { Minimize } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { releaseKeysText, useReleaseChord } from '../../../actions/release-keys.ts'
import { Button } from '../../../ui/button.tsx'
import css from './full-screen-bar.module.css'

/** ms that it stays in sight at first: time to read how it ends. */
const SHOWN_MS = 5000

export interface FullScreenBarProps {
  readonly name: string
  /** The keyboard is the guest's. */
  readonly typing: boolean
  /** A text is being typed: how far it is stays in sight. */
  readonly busy: boolean
  readonly onLeave: () => void
  /** Tools between the name and the button that leaves. */
  readonly children: ReactNode
}

/** At the upper edge of a full screen; out of sight while the guest has the keyboard. */
export function FullScreenBar({ name, typing, busy, onLeave, children }: FullScreenBarProps) {
  const { t } = useTranslation()
  const keys = releaseKeysText(useReleaseChord(), t)
  const [fresh, setFresh] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setFresh(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={css.zone} data-shown={fresh || busy || !typing}>
      <div className={css.bar} role="toolbar" aria-label={t('console.full.bar', { name })}>
        <p className={css.name}>{name}</p>
        <p className={css.hint}>{t('console.full.hint', { keys })}</p>
        {children}
        <Button look="quiet" icon={<Minimize size={16} />} onClick={onLeave}>
          {t('console.full.leave')}
        </Button>
      </div>
    </div>
  )
}
