import { Check, EllipsisVertical } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type TerminalTheme, terminalThemes } from '../../../../shared/domain/settings.ts'
import { useSettings } from '../../../stores/settings-store.ts'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import menu from '../../../ui/menu.module.css'
import { portalHome } from '../../../ui/portal-home.ts'
import { changeConsoles } from './change-consoles.ts'
import css from './terminal-menu.module.css'
import type { TerminalCommands } from './use-terminal-commands.ts'

interface ItemProps {
  readonly label: string
  /** As it is pressed, e.g. "Ctrl+Shift+C". */
  readonly keys?: string
  readonly onSelect: () => void
}

const Item = ({ label, keys, onSelect }: ItemProps) => (
  <DropdownMenu.Item className={classNames(menu.item, css.item)} onSelect={onSelect}>
    {label}
    {keys !== undefined && <kbd className={css.keys}>{keys}</kbd>}
  </DropdownMenu.Item>
)

const Tick = () => (
  <DropdownMenu.ItemIndicator className={css.tick}>
    <Check size={16} />
  </DropdownMenu.ItemIndicator>
)

const Line = () => <DropdownMenu.Separator className={menu.line} />

/** All that can be done with a serial console, with the keys that do it too. */
export function TerminalMenu({ commands }: { readonly commands: TerminalCommands }) {
  const { t } = useTranslation()
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton label={t('serial.menu')}>
          <EllipsisVertical size={16} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={portalHome()}>
        <DropdownMenu.Content
          className={menu.menu}
          align="end"
          side="top"
          sideOffset={4}
          collisionPadding={8}
        >
          <Item
            label={t('serial.copy')}
            keys="Ctrl+Shift+C"
            onSelect={() => commands.run('copy')}
          />
          <Item
            label={t('serial.paste')}
            keys="Ctrl+Shift+V"
            onSelect={() => commands.run('paste')}
          />
          <Item label={t('serial.selectAll')} onSelect={commands.selectAll} />
          <Line />
          <Item
            label={t('serial.search')}
            keys="Ctrl+Shift+F"
            onSelect={() => commands.run('search')}
          />
          <Item label={t('serial.save')} onSelect={() => void commands.save()} />
          <Item label={t('serial.clear')} onSelect={commands.clear} />
          <Line />
          <Item label={t('serial.larger')} keys="Ctrl++" onSelect={() => commands.run('larger')} />
          <Item
            label={t('serial.smaller')}
            keys="Ctrl+-"
            onSelect={() => commands.run('smaller')}
          />
          <Item label={t('serial.normal')} keys="Ctrl+0" onSelect={() => commands.run('reset')} />
          <Line />
          <Looks />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Looks(): ReactNode {
  const { t } = useTranslation()
  const theme = useSettings(({ settings }) => settings.consoles.terminalTheme)
  const screenReader = useSettings(({ settings }) => settings.consoles.terminalScreenReader)
  return (
    <>
      <DropdownMenu.Label className={css.label}>{t('serial.theme')}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup
        value={theme}
        onValueChange={(chosen) => void changeConsoles({ terminalTheme: chosen as TerminalTheme })}
      >
        {terminalThemes.map((name) => (
          <DropdownMenu.RadioItem
            key={name}
            value={name}
            className={classNames(menu.item, css.choice)}
          >
            <Tick />
            {t(`serial.${name}`)}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
      <Line />
      <DropdownMenu.CheckboxItem
        className={classNames(menu.item, css.choice)}
        checked={screenReader}
        onCheckedChange={(checked) => void changeConsoles({ terminalScreenReader: checked })}
      >
        <Tick />
        {t('serial.screenReader')}
      </DropdownMenu.CheckboxItem>
    </>
  )
}
