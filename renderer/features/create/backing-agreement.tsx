import { useTranslation } from 'react-i18next'
import { Check } from '../../ui/check.tsx'
import css from './source.module.css'

export interface BackingAgreementProps {
  readonly files: readonly string[]
  readonly agreed: boolean
  readonly onChange: (agreed: boolean) => void
}

/** The files below disks, which a person has to know before they are opened. */
export function BackingAgreement({ files, agreed, onChange }: BackingAgreementProps) {
  const { t } = useTranslation()
  if (files.length === 0) return null
  return (
    <div className={css.backing}>
      <p>{t('create.backing', { count: files.length })}</p>
      <ul className={css.files}>
        {files.map((file) => (
          <li key={file}>{file}</li>
        ))}
      </ul>
      <Check label={t('create.backingAgree')} checked={agreed} onChange={onChange} />
    </div>
  )
}
