import { useTranslation } from 'react-i18next'
import type { Sample } from '../../../shared/domain/statistics.ts'
import { formatBytes, formatShare } from '../../i18n/format.ts'
import { useFollowedStatistics, useLastMinute } from '../../stores/statistics-store.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import { useVisible } from '../../ui/use-visible.ts'
import { StripItem } from './strip-item.tsx'
import css from './status-strip.module.css'

/** What a guest that runs uses of this computer now, with its last minute behind it. */
export function UsageItem({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  useFollowedStatistics(useVisible())
  const minute = useLastMinute(id)
  const now = minute.at(-1) ?? null
  if (now === null || now.cpuPercent === null) return null
  return (
    <StripItem label={t('strip.processor', { share: formatShare(now.cpuPercent / 100) })}>
      <Sparkline
        values={minute.map((sample) => sample?.cpuPercent ?? null)}
        label={t('strip.lastMinute')}
      />
      <Figures sample={now} />
    </StripItem>
  )
}

function Figures({ sample }: { readonly sample: Sample }) {
  const { t } = useTranslation()
  const rows = [
    [t('strip.memoryUsed'), sample.memoryBytes, false],
    [t('strip.diskRead'), sample.diskReadBytes, true],
    [t('strip.diskWritten'), sample.diskWrittenBytes, true],
    [t('strip.received'), sample.networkReceivedBytes, true],
    [t('strip.sent'), sample.networkSentBytes, true],
  ] as const
  return (
    <dl className={css.figures}>
      {rows.map(([name, value, perSecond]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {perSecond ? t('bytes.perSecond', { bytes: formatBytes(value) }) : formatBytes(value)}
            </dd>
          </div>
        ),
      )}
    </dl>
  )
}
