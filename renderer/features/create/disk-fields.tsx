import { useTranslation } from 'react-i18next'
import type { HostView } from '../../../shared/domain/guest.ts'
import { formatBytes } from '../../i18n/format.ts'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import css from './create-dialog.module.css'
import { PathField } from './path-field.tsx'
import type { CreateFormState } from './use-create-form.ts'

export interface DiskFieldsProps {
  readonly state: CreateFormState
  readonly host: HostView | null
}

/** A new disk with its size, one that exists, or none. */
export function DiskFields({ state, host }: DiskFieldsProps) {
  const { t } = useTranslation()
  const { form, issues, set, leave } = state
  return (
    <fieldset className={css.group}>
      <legend className={css.legend}>{t('create.disk')}</legend>
      <Choice
        label={t('create.disk')}
        value={form.disk}
        onChange={(disk) => set('disk', disk)}
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
                hint: t('create.diskSizeHint', {
                  free: formatBytes(host.storage.freeBytes),
                  path: host.storage.path,
                }),
              })}
        />
      )}
      {form.disk === 'existing' && (
        <PathField
          label={t('create.diskPath')}
          hint={t('create.diskPathHint')}
          error={issues.diskPath}
          kind="disk"
          value={form.diskPath}
          onChange={(path) => set('diskPath', path)}
          onBlur={() => leave('diskPath')}
        />
      )}
      {form.disk === 'none' && <p className={css.quiet}>{t('create.diskNoneHint')}</p>}
    </fieldset>
  )
}
