import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { NoticeCode } from '../../../shared/domain/notices.ts'
import { NoticeList } from './notice-list.tsx'
import { StripItem } from './strip-item.tsx'

const aboutSound: ReadonlySet<NoticeCode> = new Set([
  ...(['SOUND_NO_SERVER', 'SOUND_NO_DRIVER', 'SOUND_FAILED', 'SOUND_SERVER_GONE'] as const),
])

/** Where the sound of a guest goes, or will go. */
export function SoundItem({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const sound = guest.runtime?.sound ?? null
  if (sound === null) {
    const hasCard = (guest.runtime?.config ?? guest.config)?.sound !== null
    const word = hasCard ? 'willSound' : 'noCard'
    return (
      <StripItem label={t(`strip.${word}`)}>
        <p>{t(`strip.${word}Reason`)}</p>
      </StripItem>
    )
  }
  const { backend } = sound
  const notices = (guest.runtime?.notices ?? []).filter(({ code }) => aboutSound.has(code))
  return (
    <StripItem
      label={t(`strip.sound.${backend}`)}
      limited={backend === 'none' || notices.length > 0}
    >
      {notices.length > 0 ? (
        <NoticeList notices={notices} />
      ) : (
        <p>{t(backend === 'none' ? 'strip.soundNoneReason' : 'strip.soundReason')}</p>
      )}
    </StripItem>
  )
}
