import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { Button } from '../../../ui/button.tsx'
import { ConsoleFrame } from '../console-frame.tsx'
import css from '../console.module.css'
import { ConnectionOverlay } from '../connection-overlay.tsx'
import { type Connection, connecting } from '../connection.ts'
import { startVncSession, type VncSession } from './vnc-session.ts'

export interface VncScreenProps {
  readonly guest: GuestView
  /** In a window of its own. */
  readonly ownWindow: boolean
}

/** A guest's screen, scaled to fit, with the keyboard while it is focused. */
export default function VncScreen({ guest }: VncScreenProps) {
  const { id, name } = guest
  // A new run means a new connection.
  const run = guest.runtime?.run
  const { t } = useTranslation()
  const target = useRef<HTMLDivElement>(null)
  const session = useRef<VncSession | null>(null)
  const [connection, setConnection] = useState<Connection>(connecting)
  const [attempt, setAttempt] = useState(0)
  const [typing, setTyping] = useState(false)

  useEffect(() => {
    if (target.current === null) return undefined
    setConnection(connecting)
    const started = startVncSession(id, target.current, setConnection)
    session.current = started
    return () => {
      session.current = null
      started.end()
    }
    // A new run and a new attempt ask for a new connection.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [id, run, attempt])

  return (
    <div className={css.console}>
      <ConsoleFrame
        label={t('console.screenOf', { name })}
        testId="vnc-screen"
        state={connection.state}
        onEnter={() => session.current?.focus()}
        onTyping={setTyping}
      >
        <div ref={target} className={css.screen} />
        <ConnectionOverlay
          connection={connection}
          connectingText={t('console.connecting')}
          endedText={t('console.ended')}
          onReconnect={() => setAttempt((count) => count + 1)}
        />
      </ConsoleFrame>
      <div className={css.bar}>
        <p className={css.hint}>{t(typing ? 'console.held' : 'console.free')}</p>
        <Button
          look="quiet"
          disabled={connection.state !== 'connected'}
          onClick={() => session.current?.sendCtrlAltDel()}
        >
          {t('console.ctrlAltDel')}
        </Button>
      </div>
    </div>
  )
}
