import { ChevronDown, Scaling } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type ScreenMode, screenModes } from '../../../../shared/domain/settings.ts'
import { keep, useKept } from '../../../stores/kept-store.ts'
import { OptionMenu } from '../../../ui/option-menu.tsx'
import { ToolButton } from './tool-button.tsx'

export interface ModeMenuProps {
  readonly id: string
  readonly mode: ScreenMode
  /** null: not asked yet. */
  readonly resizable: boolean | null
}

/** How a guest's screen is put into its window; kept for each guest. */
export function ModeMenu({ id, mode, resizable }: ModeMenuProps) {
  const { t } = useTranslation()
  const choose = (chosen: ScreenMode) =>
    keep({ screenModes: { ...useKept.getState().screenModes, [id]: chosen } })
  const hint = (one: ScreenMode) =>
    one === 'resize' && resizable === false
      ? t('console.mode.cannotResize')
      : t(`console.mode.${one}Hint`)
  return (
    <OptionMenu
      side="top"
      trigger={
        <ToolButton
          label={t('console.mode.label')}
          value={t(`console.mode.${mode}`)}
          icon={<Scaling size={16} />}
          end={<ChevronDown size={14} />}
        />
      }
      groups={[
        {
          key: 'mode',
          chosen: mode,
          options: screenModes.map((one) => ({
            key: one,
            label: t(`console.mode.${one}`),
            hint: hint(one),
            onSelect: () => choose(one),
          })),
        },
      ]}
    />
  )
}
