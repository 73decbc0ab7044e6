import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { StripItem } from './strip-item.tsx'

/** Where the sound of a guest that runs goes; nothing for one without a sound device. */
export function SoundItem({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const sound = guest.runtime?.sound ?? null
  if (sound === null) return null
  const { backend } = sound
  return (
    <StripItem label={t(`strip.sound.${backend}`)} limited={backend === 'none'}>
      <p>{t(backend === 'none' ? 'strip.soundNoneReason' : 'strip.soundReason')}</p>
    </StripItem>
  )
}
