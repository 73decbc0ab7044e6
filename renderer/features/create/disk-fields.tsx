import { useTranslation } from 'react-i18next'
import type { HostView } from '../../../shared/domain/guest.ts'
import { Choice } from '../../ui/choice.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import css from './create-dialog.module.css'
import { PathField } from './path-field.tsx'
import { diskReason, type NeedySystem } from './reasons.ts'
import type { CreateFormState } from './use-create-form.ts'
import type { DiskImage } from './use-disk-image.ts'

export interface DiskFieldsProps {
  readonly state: CreateFormState
  readonly host: HostView | null
  /** What is known of the existing disk. */
  readonly image: DiskImage
  readonly needs: NeedySystem | null
}

/** A new disk with its size, one that exists, or none. */
export function DiskFields({ state, host, image, needs }: DiskFieldsProps) {
  const { t } = useTranslation()
  const { form, issues, set, leave } = state
  const { disk } = image
  const copyOnly = disk?.copyOnly === true
  return (
    <fieldset className={css.group}>
      <legend className={css.legend}>{t('create.disk')}</legend>
      <Choice
        label={t('create.disk')}
        value={form.disk}
        onChange={(kind) => set('disk', kind)}
        options={[
          { value: 'new', label: t('create.diskNew') },
          { value: 'existing', label: t('create.diskExisting') },
          { value: 'none', label: t('create.diskNone') },
        ]}
      />
      {form.disk === 'new' && (
        <Field
          label={t('create.diskSize')}
          type="number"
          step="any"
          unit={t('create.unitGiB')}
          error={issues.diskGiB}
          value={form.diskGiB}
          onChange={(event) => set('diskGiB', event.currentTarget.value)}
          onBlur={() => leave('diskGiB')}
          {...(host === null
            ? {}
            : {
                hint: diskReason(host, form.diskGiB, needs),
              })}
        />
      )}
      {form.disk === 'existing' && (
        <>
          <PathField
            label={t('create.diskPath')}
            {...(copyOnly
              ? {}
              : { hint: t(form.diskHow === 'use' ? 'create.diskUseHint' : 'create.diskCopyHint') })}
            error={issues.diskPath}
            kind="disk"
            value={form.diskPath}
            onChange={(path) => set('diskPath', path)}
            onBlur={() => leave('diskPath')}
          />
          {image.error !== null && <ErrorNotice tone="warn" error={image.error} />}
          {image.other !== null && (
            <Notice
              tone="warn"
              message={t('create.diskOther', { kind: t(`source.${image.other}`) })}
              next={t('create.diskOtherNext')}
            />
          )}
          {copyOnly ? (
            <p className={css.quiet}>{t('create.diskCopyOnly', { format: disk.format })}</p>
          ) : (
            <Choice
              label={t('create.diskHow')}
              value={form.diskHow}
              onChange={(how) => set('diskHow', how)}
              options={[
                { value: 'use', label: t('create.diskUse') },
                { value: 'copy', label: t('create.diskCopy') },
              ]}
            />
          )}
        </>
      )}
      {form.disk === 'none' && <p className={css.quiet}>{t('create.diskNoneHint')}</p>}
    </fieldset>
  )
}
