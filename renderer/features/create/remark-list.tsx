import type { SourceRemark } from '../../../shared/domain/provision.ts'
import { t } from '../../i18n/index.ts'
import { Notice } from '../../ui/notice.tsx'
import css from './source.module.css'

/** Which parameters a sentence has depends on its code, so they cannot be checked by type. */
const fill = t as (
  key: `remark.${SourceRemark['code']}`,
  options: { replace: Record<string, string | number> },
) => string

export interface RemarkListProps {
  readonly title: string
  readonly remarks: readonly SourceRemark[]
}

/** What is different from what the file says, before anything is made. */
export function RemarkList({ title, remarks }: RemarkListProps) {
  if (remarks.length === 0) return null
  return (
    <Notice tone="warn" message={title}>
      <ul className={css.remarks}>
        {remarks.map(({ code, params }) => (
          <li key={`${code} ${JSON.stringify(params)}`}>
            {fill(`remark.${code}`, { replace: { ...params } })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
