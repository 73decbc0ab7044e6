import { Bell, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import css from './serial.module.css'
import { TerminalMenu } from './terminal-menu.tsx'
import { type SerialTerminalState, sttyLine } from './use-serial-terminal.ts'
import type { TerminalCommands } from './use-terminal-commands.ts'

export interface SerialBarProps {
  readonly hint: string
  /** Offers to connect at once. */
  readonly lost: boolean
  readonly ports: ReactNode
  readonly terminal: SerialTerminalState
  readonly commands: TerminalCommands
}

/** Below a serial console: its port, what is to be said of it, and what can be done with it. */
export function SerialBar({ hint, lost, ports, terminal, commands }: SerialBarProps) {
  const { t } = useTranslation()
  const { bells, untoldSize } = terminal
  return (
    <div className={css.bar}>
      {ports}
      <p className={css.hint} role="status">
        {commands.savedAs === null ? hint : t('serial.saved', { path: commands.savedAs })}
      </p>
      {/* Seen, and not heard. Each one begins anew. */}
      {bells > 0 && (
        <p key={bells} className={css.bell} role="status">
          <Bell size={16} aria-hidden="true" />
          <span className="visually-hidden">{t('serial.bell')}</span>
        </p>
      )}
      <div className={css.tools}>
        {untoldSize !== null && (
          <Button
            look="quiet"
            title={t('serial.sizeTip', { line: sttyLine(untoldSize) })}
            onClick={() => terminal.tellSize(untoldSize)}
          >
            {t('serial.size', { ...untoldSize })}
          </Button>
        )}
        {lost && <Button onClick={terminal.reconnect}>{t('action.reconnect')}</Button>}
        <IconButton label={t('serial.search')} onClick={() => commands.run('search')}>
          <Search size={16} />
        </IconButton>
        <TerminalMenu commands={commands} />
      </div>
    </div>
  )
}
