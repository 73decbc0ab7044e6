import { Camera, Copy, Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { OptionMenu } from '../../../ui/option-menu.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'

export interface MoreMenuProps {
  readonly viewOnly: boolean
  readonly latencyShown: boolean
  readonly onViewOnly: (on: boolean) => void
  readonly onLatency: (on: boolean) => void
  readonly onSave: () => void
  readonly onCopy: () => void
}

/** What is wanted now and then at a screen. */
export function MoreMenu(props: MoreMenuProps) {
  const { viewOnly, latencyShown, onViewOnly, onLatency, onSave, onCopy } = props
  const { t } = useTranslation()
  return (
    <OptionMenu
      side="top"
      trigger={
        <IconButton label={t('console.more.label')}>
          <Ellipsis size={16} />
        </IconButton>
      }
      groups={[
        {
          key: 'picture',
          options: [
            {
              key: 'save',
              label: t('console.more.save'),
              icon: <Camera size={16} />,
              onSelect: onSave,
            },
            {
              key: 'copy',
              label: t('console.more.copy'),
              icon: <Copy size={16} />,
              onSelect: onCopy,
            },
          ],
        },
        {
          key: 'switches',
          options: [
            {
              key: 'look',
              label: t('console.more.look'),
              checked: viewOnly,
              onSelect: () => onViewOnly(!viewOnly),
            },
            {
              key: 'latency',
              label: t('console.more.latency'),
              checked: latencyShown,
              onSelect: () => onLatency(!latencyShown),
            },
          ],
        },
      ]}
    />
  )
}
