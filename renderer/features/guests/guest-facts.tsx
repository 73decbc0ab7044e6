import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { errorText } from '../../i18n/error-text.ts'
import { formatMiB, formatNumber } from '../../i18n/format.ts'
import css from './guest-facts.module.css'
import { OsMark } from './pictures/os-mark.tsx'

/** What runs in it, its memory and processors, its tags; of a broken one why it is. */
export function GuestFacts({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const { config, error } = guest
  if (config === null) {
    const reason = error === null ? '' : errorText(error).message
    return (
      <span className={css.facts}>
        <span className={css.reason} title={reason}>
          {reason}
        </span>
      </span>
    )
  }
  return (
    <span className={css.facts}>
      <span className={css.os} title={config.osName ?? t(`os.${config.os}`)}>
        <OsMark os={config.os} size={14} label={config.osName ?? t(`os.${config.os}`)} />
      </span>
      <span className={css.hardware}>
        {t('overview.hardware', {
          memory: formatMiB(config.memoryMiB),
          processors: t('list.processors', { count: config.cpus }),
        })}
      </span>
      {config.tags.length > 0 && <Tags tags={config.tags} />}
    </span>
  )
}

/** Characters of tags for which there is room; the first one is always shown, cut if need be. */
const ROOM = 15
/** What a chip takes beside its text, in characters. */
const CHIP = 2

function fitting(tags: readonly string[]): readonly string[] {
  let used = 0
  return tags.filter((tag, index) => {
    used += tag.length + CHIP
    return index === 0 || used <= ROOM
  })
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
  const { t } = useTranslation()
  const shown = fitting(tags)
  const left = tags.length - shown.length
  return (
    <span className={css.tags} title={tags.join(', ')}>
      {shown.map((tag) => (
        <span key={tag} className={css.tag}>
          {tag}
        </span>
      ))}
      {left > 0 && (
        <span className={css.more}>{t('list.moreTags', { number: formatNumber(left) })}</span>
      )}
    </span>
  )
}
