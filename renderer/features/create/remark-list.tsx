import { useTranslation } from 'react-i18next'
import type { SourceRemark } from '../../../shared/domain/provision.ts'
import { t as translate } from '../../i18n/index.ts'
import { Notice } from '../../ui/notice.tsx'
import css from './source.module.css'

/** Which parameters a sentence has depends on its code, so they cannot be checked by type. */
const fill = translate as (
  key: `remark.${SourceRemark['code']}`,
  options: { replace: Record<string, string | number> },
) => string

/** What is different from what the file says, before anything is made. */
export function RemarkList({ remarks }: { readonly remarks: readonly SourceRemark[] }) {
  const { t } = useTranslation()
  if (remarks.length === 0) return null
  return (
    <Notice tone="warn" message={t('create.remarks', { count: remarks.length })}>
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
