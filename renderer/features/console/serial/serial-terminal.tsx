import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { releaseKeysText, useReleaseChord } from '../../../actions/release-keys.ts'
import { useSettings } from '../../../stores/settings-store.ts'
import { ContextMenu } from '../../../ui/context-menu.tsx'
import { ConsoleFrame } from '../console-frame.tsx'
import console from '../console.module.css'
import { hintOf } from './hint.ts'
import { PasteDialog } from './paste-dialog.tsx'
import { SearchBar } from './search-bar.tsx'
import { SerialBar } from './serial-bar.tsx'
import css from './serial.module.css'
import { useSerialTerminal } from './use-serial-terminal.ts'
import { useTerminalCommands, useTerminalInput } from './use-terminal-commands.ts'

export interface SerialTerminalProps {
  readonly guest: GuestView
  readonly device: string
  readonly shown: boolean
  /** The choice of the port. */
  readonly ports: ReactNode
}

const isInSearch = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('search') !== null

/** One serial port of a guest. What was printed stays when the guest stops. */
export function SerialTerminal({ guest, device, shown, ports }: SerialTerminalProps) {
  const { t } = useTranslation()
  const { id, name, state, runtime } = guest
  const [stage, setStage] = useState<HTMLDivElement | null>(null)
  const [typing, setTyping] = useState(false)
  const [canCopy, setCanCopy] = useState(false)
  const theme = useSettings(({ settings }) => settings.consoles.terminalTheme)
  const keys = releaseKeysText(useReleaseChord(), t)
  const { attach, ...terminal } = useSerialTerminal(id, device, runtime?.run ?? null)
  const commands = useTerminalCommands(terminal.handle, name, device)
  useTerminalInput(stage, commands, isInSearch)

  const { handle, connection, printed, skipped } = terminal
  const runs = runtime !== null
  return (
    <div className={css.port} hidden={!shown}>
      <div ref={setStage} className={css.stage}>
        <ConsoleFrame
          label={t('serial.label', { name })}
          testId="serial-terminal"
          state={runs ? connection.state : 'closed'}
          onEnter={() => handle?.terminal.focus()}
          onTyping={setTyping}
        >
          <ContextMenu
            label={t('serial.context')}
            onContextMenu={() => setCanCopy(handle?.terminal.hasSelection() === true)}
            items={[
              {
                ...{ key: 'copy', label: t('serial.copy'), disabled: !canCopy },
                onSelect: () => commands.run('copy'),
              },
              { key: 'paste', label: t('serial.paste'), onSelect: () => commands.run('paste') },
              { key: 'all', label: t('serial.selectAll'), onSelect: commands.selectAll },
              {
                ...{ key: 'search', label: t('serial.search'), divided: true },
                onSelect: () => commands.run('search'),
              },
              { key: 'clear', label: t('serial.clear'), onSelect: commands.clear },
            ]}
          >
            <div className={css.ground} data-theme={theme}>
              <div ref={attach} className={console.terminal} />
            </div>
          </ContextMenu>
        </ConsoleFrame>
        {commands.searching && handle !== null && (
          <SearchBar handle={handle} onClose={commands.endSearch} />
        )}
      </div>
      <SerialBar
        hint={hintOf({ state, runs, connection, printed, typing, keys, skipped }, t)}
        lost={runs && connection.state === 'closed'}
        ports={ports}
        terminal={terminal}
        commands={commands}
      />
      {commands.toConfirm !== null && (
        <PasteDialog text={commands.toConfirm} onAnswer={commands.answerPaste} />
      )}
    </div>
  )
}
