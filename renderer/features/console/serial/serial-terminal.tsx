import type { TFunction } from 'i18next'
import type { Terminal } from '@xterm/xterm'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, formatTime } from '../../../i18n/format.ts'
import { errorText } from '../../../i18n/error-text.ts'
import { Button } from '../../../ui/button.tsx'
import { ConsoleFrame } from '../console-frame.tsx'
import css from '../console.module.css'
import { type Connection, connecting } from '../connection.ts'
import { type SerialSession, startSerialSession } from './serial-session.ts'
import { openTerminal } from './terminal.ts'

export interface SerialTerminalProps {
  readonly id: string
  readonly name: string
  readonly device: string
  /** The guest's run; null while it has no process. A new one means a new connection. */
  readonly run: string | null
}

/** A faint line of ours between what the guest prints. */
const note = (text: string): string => `\r\n\x1b[0;2m── ${text} ──\x1b[0m\r\n`

/** What is to be said of a connection; null where it just works. The text stays in sight. */
function connectionText(connection: Connection, t: TFunction): string | null {
  if (connection.state === 'connected') return null
  if (connection.state === 'connecting') return t('serial.connecting')
  if (connection.error === null) {
    return [t('serial.ended'), connection.reason].filter(Boolean).join(' ')
  }
  const { message, next } = errorText(connection.error)
  return `${message} ${next}`
}

/** A guest's serial console. What was printed stays when the guest stops. */
export default function SerialTerminal({ id, name, device, run }: SerialTerminalProps) {
  const { t } = useTranslation()
  const target = useRef<HTMLDivElement>(null)
  const terminal = useRef<Terminal | null>(null)
  const session = useRef<SerialSession | null>(null)
  const lastRun = useRef<string | null>(null)
  const [connection, setConnection] = useState<Connection>(connecting)
  const [attempt, setAttempt] = useState(0)
  const [printed, setPrinted] = useState(false)
  const [typing, setTyping] = useState(false)

  useEffect(() => {
    if (target.current === null) return undefined
    const handle = openTerminal(target.current)
    terminal.current = handle.terminal
    const typed = handle.terminal.onData((text) => session.current?.send(text))
    return () => {
      typed.dispose()
      terminal.current = null
      handle.dispose()
    }
  }, [])

  useEffect(() => {
    const term = terminal.current
    if (term === null || run === null) return undefined
    // The broker repeats what this run printed; what an earlier run printed is kept above it.
    if (lastRun.current === run) term.reset()
    else if (lastRun.current !== null) {
      term.write(note(`${t('serial.restarted')} ${formatTime(Date.now())}`))
    }
    lastRun.current = run
    setPrinted(true)
    setConnection(connecting)
    const sink = {
      write: (bytes: Uint8Array, done: () => void) => term.write(bytes, done),
      skipped: (bytes: number) =>
        term.write(note(t('serial.skipped', { size: formatBytes(bytes) }))),
    }
    const started = startSerialSession(id, device, sink, setConnection)
    session.current = started
    return () => {
      session.current = null
      started.end()
    }
    // A new attempt asks for a new connection.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [id, device, run, attempt, t])

  const state = run === null ? 'closed' : connection.state
  const hint =
    run === null
      ? t(!printed ? 'serial.nothing' : 'serial.off')
      : (connectionText(connection, t) ?? t(typing ? 'serial.held' : 'serial.free'))
  return (
    <div className={css.console}>
      <ConsoleFrame
        label={t('serial.label', { name })}
        testId="serial-terminal"
        state={state}
        onEnter={() => terminal.current?.focus()}
        onTyping={setTyping}
      >
        <div ref={target} className={css.terminal} />
      </ConsoleFrame>
      <div className={css.bar}>
        <p className={css.hint} role="status">
          {hint}
        </p>
        {run !== null && connection.state === 'closed' && (
          <Button onClick={() => setAttempt((count) => count + 1)}>{t('action.reconnect')}</Button>
        )}
        <p className="mono">{t('serial.port', { device })}</p>
      </div>
    </div>
  )
}
