import { useTranslation } from 'react-i18next'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { formatFullTime, formatMiB } from '../../i18n/format.ts'
import { StripItem } from './strip-item.tsx'
import css from './status-strip.module.css'

/** What a guest is: its system and its size, with what its person keeps about it behind. */
export function WhatItem({ config }: { readonly config: GuestConfig }) {
  const { t } = useTranslation()
  const { osName, os, memoryMiB, cpus, notes, group, tags } = config
  const system = osName ?? t(`os.${os}`)
  return (
    <StripItem label={[system, formatMiB(memoryMiB), t('processors', { count: cpus })].join(' · ')}>
      {notes !== '' && <p className={css.notes}>{notes}</p>}
      {group !== null && <p>{t('strip.group', { group })}</p>}
      {tags.length > 0 && <p>{t('strip.tags', { tags: tags.join(', ') })}</p>}
      <p className={css.quiet}>{t('strip.made', { time: formatFullTime(config.createdAt) })}</p>
    </StripItem>
  )
}
