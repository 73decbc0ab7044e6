import { ChevronDown, Clipboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { notifyFailure } from '../../../ui/notify.ts'
import { OptionMenu } from '../../../ui/option-menu.tsx'
import { ToolButton } from './tool-button.tsx'

type ClipboardMode = GuestConfig['clipboard']
const modes = ['off', 'to-guest', 'from-guest', 'both'] as const

const hints = {
  off: 'console.clipboard.offHint',
  'to-guest': 'console.clipboard.toGuestHint',
  'from-guest': 'console.clipboard.fromGuestHint',
  both: 'console.clipboard.bothHint',
} as const

/** Which way a guest shares the clipboard: none, until the person says so for that guest. */
export function ClipboardMenu({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const { id, name, config, runtime } = guest
  if (config === null) return null
  const now = runtime?.config.clipboard ?? config.clipboard
  const pending = now !== config.clipboard
  const allowed = guest.actions.includes('configure')
  const choose = (clipboard: ClipboardMode) => {
    call('guests.configure', { id, config: { ...config, clipboard }, base: config }).catch(
      (error: unknown) =>
        notifyFailure({ id: `clipboard:${id}`, error: errorDataOf(error), about: name }),
    )
  }
  const note = () => {
    if (!allowed) return t('console.clipboard.cannot')
    return t(pending ? 'console.clipboard.pending' : 'console.clipboard.needsAgent')
  }
  return (
    <OptionMenu
      side="top"
      trigger={
        <ToolButton
          label={t('console.clipboard.title')}
          value={t('console.clipboard.label', { mode: t(`console.clipboard.${now}`) })}
          icon={<Clipboard size={16} />}
          end={<ChevronDown size={14} />}
        />
      }
      groups={[
        {
          key: 'mode',
          label: t('console.clipboard.title'),
          chosen: config.clipboard,
          note: note(),
          options: modes.map((mode) => ({
            key: mode,
            label: t(`console.clipboard.${mode}Long`),
            hint: t(hints[mode]),
            disabled: !allowed,
            onSelect: () => choose(mode),
          })),
        },
      ]}
    />
  )
}
