import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import css from './create-dialog.module.css'
import { PathField } from './path-field.tsx'
import type { CreateFormState } from './use-create-form.ts'

/** Direct kernel boot, folded until it is wanted or something in it is wrong. */
export function AdvancedFields({ state }: { readonly state: CreateFormState }) {
  const { t } = useTranslation()
  const { form, issues, set, leave } = state
  const wrong = (issues.kernel ?? issues.initrd ?? issues.commandLine) !== undefined
  const [open, setOpen] = useState(false)
  // Opens for an error, but never folds up under the hands of who corrects it.
  if (wrong && !open) setOpen(true)
  const onToggle = ({ currentTarget: details }: SyntheticEvent<HTMLDetailsElement>) => {
    if (wrong) details.open = true
    setOpen(details.open)
  }
  return (
    <details className={css.advanced} open={open} onToggle={onToggle}>
      <summary>{t('create.advanced')}</summary>
      <div>
        <PathField
          label={t('create.kernel')}
          hint={t('create.kernelHint')}
          error={issues.kernel}
          kind="kernel"
          value={form.kernel}
          onChange={(path) => set('kernel', path)}
          onBlur={() => leave('kernel')}
        />
        <PathField
          label={t('create.initrd')}
          error={issues.initrd}
          kind="initrd"
          value={form.initrd}
          onChange={(path) => set('initrd', path)}
          onBlur={() => leave('initrd')}
        />
        <Field
          label={t('create.commandLine')}
          error={issues.commandLine}
          value={form.commandLine}
          onChange={(event) => set('commandLine', event.currentTarget.value)}
          onBlur={() => leave('commandLine')}
        />
      </div>
    </details>
  )
}
