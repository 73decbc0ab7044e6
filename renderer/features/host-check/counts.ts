import { type HostCheckView, verdicts } from '../../../shared/domain/host-check.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/index.ts'

/** "12 good, 2 limited, 1 not checked": what did not run is never counted among what is good. */
export function countsText({ rows }: Pick<HostCheckView, 'rows'>): string {
  return verdicts
    .map((verdict) => ({ verdict, count: rows.filter((row) => row.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => t(`hostCheck.count.${verdict}`, { number: formatNumber(count) }))
    .join(', ')
}

/** How many rows have their verdict. */
export const doneCount = ({ rows }: Pick<HostCheckView, 'rows'>): number =>
  rows.filter(({ verdict }) => verdict !== null).length
