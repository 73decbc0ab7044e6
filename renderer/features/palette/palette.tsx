import { Command } from 'cmdk'
import {
  Activity,
  HardDrive,
  Keyboard,
  LayoutGrid,
  Plus,
  Search,
  Settings,
  Stethoscope,
} from 'lucide-react'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actionIcons } from '../../actions/action-icons.tsx'
import { useGuests } from '../../stores/guests-store.ts'
import { remember, useRecent } from '../../stores/recent-store.ts'
import { closeDialog, selectGuestId, useView } from '../../stores/view-store.ts'
import { useFocusReturn } from '../../ui/focus-return.ts'
import { Keys } from '../../ui/keys.tsx'
import { modalMark } from '../../ui/modal.ts'
import { StateIcon } from '../../ui/state-icon.tsx'
import type { AppCommand, PaletteCommand } from './commands.ts'
import css from './palette.module.css'
import { everyCommand, sectionsOf } from './sections.ts'

const appIcons: Record<AppCommand, ReactNode> = {
  newMachine: <Plus size={16} />,
  machines: <LayoutGrid size={16} />,
  storage: <HardDrive size={16} />,
  activity: <Activity size={16} />,
  hostCheck: <Stethoscope size={16} />,
  settings: <Settings size={16} />,
  shortcuts: <Keyboard size={16} />,
}

/** Finds machines and what can be done, by typing a part of it. */
export default function Palette() {
  const { t } = useTranslation()
  const returnFocus = useFocusReturn()
  const [search, setSearch] = useState('')
  const guests = useGuests()
  const recent = useRecent(({ ids }) => ids)
  const here = useView(selectGuestId)
  const searches = search.trim() !== ''
  // Made once, and not with every key: there are thousands.
  const all = useMemo(() => (searches ? everyCommand(guests, t) : []), [searches, guests, t])
  const sections = useMemo(
    () => sectionsOf({ guests, recent, here, search, commands: all, t }),
    [guests, recent, here, search, all, t],
  )
  // The best one, until an arrow key or the pointer chooses another for this search.
  const [marked, setMarked] = useState<{ search: string; id: string } | null>(null)
  const best = sections[0]?.commands[0]?.id ?? ''
  const value = marked?.search === search ? marked.id : best
  const choose = ({ id, run }: PaletteCommand) => {
    remember(id)
    // What it does may open a dialog of its own.
    closeDialog()
    run()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Dialog.Portal>
        <Dialog.Overlay className={css.overlay} />
        <Dialog.Content
          {...modalMark}
          className={css.palette}
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
        >
          <Dialog.Title className="visually-hidden">{t('palette.label')}</Dialog.Title>
          <Command
            label={t('palette.label')}
            shouldFilter={false}
            value={value}
            onValueChange={(id) => setMarked({ search, id })}
            loop
            onKeyDown={keepComposing}
            className={css.command}
          >
            <div className={css.search}>
              <Search size={18} aria-hidden="true" />
              <Command.Input
                value={search}
                onValueChange={setSearch}
                placeholder={t('palette.placeholder')}
              />
              <Keys keys="Escape" />
            </div>
            <Command.List className={css.list} label={t('palette.results')}>
              {sections.length === 0 && (
                <p className={css.nothing}>{t('palette.nothing', { search })}</p>
              )}
              {sections.map(({ name, commands }) => (
                <Command.Group key={name} heading={t(`palette.${name}`)} className={css.group}>
                  {commands.map((command) => (
                    <Item key={command.id} command={command} onSelect={() => choose(command)} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Enter ends a composition first (Chinese, Japanese), and Escape drops it. */
function keepComposing(event: KeyboardEvent): void {
  if (event.nativeEvent.isComposing) event.stopPropagation()
}

interface ItemProps {
  readonly command: PaletteCommand
  readonly onSelect: () => void
}

function Item({ command, onSelect }: ItemProps) {
  const { t } = useTranslation()
  const { id, title, state, keys } = command
  return (
    <Command.Item value={id} onSelect={onSelect} className={css.item}>
      <span className={css.icon} aria-hidden="true">
        {iconOf(command)}
      </span>
      <span className={css.title} title={title}>
        {title}
      </span>
      {state !== undefined && <span className={css.detail}>{t(`state.${state}`)}</span>}
      {keys !== undefined && <Keys keys={keys} />}
    </Command.Item>
  )
}

function iconOf({ icon, state }: PaletteCommand): ReactNode {
  switch (icon.kind) {
    case 'machine':
      return state !== undefined && <StateIcon state={state} />
    case 'action':
      return actionIcons[icon.action]
    case 'app':
      return appIcons[icon.id]
  }
}
