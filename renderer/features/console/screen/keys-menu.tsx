import { ChevronDown, Keyboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Option, OptionMenu } from '../../../ui/option-menu.tsx'
import {
  type Chord,
  consoleChords,
  isNamedKey,
  sysRqChord,
  sysRqKeys,
  usualChords,
} from './chords.ts'
import { ToolButton } from './tool-button.tsx'

export interface KeysMenuProps {
  readonly disabled: boolean
  readonly side: 'top' | 'bottom'
  readonly onSend: (chord: Chord) => void
  readonly onType: () => void
  readonly onTypeClipboard: () => void
  readonly onClosed: () => boolean
}

/** Keys that the desktop would take, and text as keystrokes. */
export function KeysMenu(props: KeysMenuProps) {
  const { disabled, side, onSend, onType, onTypeClipboard, onClosed } = props
  const { t } = useTranslation()
  const word = (key: Chord[number]): string => {
    if (isNamedKey(key)) return t(`console.keys.name.${key}`)
    return key.startsWith('letter:') ? key.slice('letter:'.length).toUpperCase() : key
  }
  const option = (chord: Chord, hint?: string): Option => {
    const label = chord.map(word).join('+')
    const shared = { key: label, label, onSelect: () => onSend(chord) }
    return hint === undefined ? shared : { ...shared, hint }
  }
  const sysRq = sysRqKeys.map((key) => option(sysRqChord(key), t(`console.keys.sysRqDoes.${key}`)))
  return (
    <OptionMenu
      side={side}
      onClosed={onClosed}
      trigger={
        <ToolButton
          label={t('console.keys.label')}
          value={t('console.keys.label')}
          icon={<Keyboard size={16} />}
          end={<ChevronDown size={14} />}
          disabled={disabled}
        />
      }
      groups={[
        ...usualChords.map((chords, index) => ({
          key: `usual-${index}`,
          options: chords.map((chord) => option(chord)),
        })),
        {
          key: 'more',
          options: [
            {
              key: 'consoles',
              label: t('console.keys.consoles'),
              options: consoleChords.map((chord) => option(chord)),
            },
            { key: 'sysrq', label: t('console.keys.sysRq'), options: sysRq },
          ],
        },
        {
          key: 'text',
          options: [
            { key: 'type', label: t('console.keys.type'), onSelect: onType },
            {
              key: 'type-clipboard',
              label: t('console.keys.typeClipboard'),
              onSelect: onTypeClipboard,
            },
          ],
        },
      ]}
    />
  )
}
