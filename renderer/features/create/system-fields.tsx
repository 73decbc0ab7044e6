import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Check } from '../../ui/check.tsx'
import { Choice } from '../../ui/choice.tsx'
import css from './create-dialog.module.css'
import type { CreateFormState } from './use-create-form.ts'

/** What the machine is started with, and what hardware its system has drivers for; folded. */
export function SystemFields({ state }: { readonly state: CreateFormState }) {
  const { t } = useTranslation()
  const { form, set } = state
  const [open, setOpen] = useState(false)
  const parts = [
    t(`create.os.${form.os}`),
    t(`create.firmwareKind.${form.firmware}`),
    ...(form.tpm ? [t('create.tpmShort')] : []),
  ]
  return (
    <details
      className={css.advanced}
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{t('create.system', { parts: parts.join(', ') })}</summary>
      <div>
        <fieldset className={css.group}>
          <legend className={css.legend}>{t('create.osLabel')}</legend>
          <Choice
            label={t('create.osLabel')}
            value={form.os}
            onChange={(os) => set('os', os)}
            options={[
              { value: 'linux', label: t('create.os.linux') },
              { value: 'windows', label: t('create.os.windows') },
              { value: 'other', label: t('create.os.other') },
            ]}
          />
          <p className={css.quiet}>{t(`buses.${form.os}`)}</p>
        </fieldset>
        <fieldset className={css.group}>
          <legend className={css.legend}>{t('create.firmware')}</legend>
          <Choice
            label={t('create.firmware')}
            value={form.firmware}
            onChange={(firmware) => set('firmware', firmware)}
            options={[
              { value: 'bios', label: t('create.firmwareKind.bios') },
              { value: 'uefi', label: t('create.firmwareKind.uefi') },
              { value: 'secure', label: t('create.firmwareKind.secure') },
            ]}
          />
        </fieldset>
        <Check
          label={t('create.tpm')}
          hint={t('create.tpmHint')}
          checked={form.tpm}
          onChange={(tpm) => set('tpm', tpm)}
        />
      </div>
    </details>
  )
}
