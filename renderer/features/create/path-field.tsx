import { useTranslation } from 'react-i18next'
import type { MethodInput } from '../../../shared/ipc/contract.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { notifyFailure } from '../../ui/notify.ts'

export interface PathFieldProps {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly kind: MethodInput<'dialogs.pickFile'>['kind']
  readonly value: string
  readonly onChange: (path: string) => void
  readonly onBlur?: () => void
  /** A file was chosen, not typed; `onChange` if not given. */
  readonly onChosen?: (path: string) => void
}

/** A file by its path, typed or chosen. */
export function PathField({ label, kind, value, onChange, onChosen, ...rest }: PathFieldProps) {
  const { t } = useTranslation()
  const choose = async () => {
    try {
      const path = await call('dialogs.pickFile', { kind })
      if (path !== null) (onChosen ?? onChange)(path)
    } catch (error) {
      notifyFailure({ id: 'pick-file', error: errorDataOf(error) })
    }
  }
  return (
    <Field
      {...rest}
      label={label}
      value={value}
      placeholder={t('create.pathPlaceholder')}
      onChange={(event) => onChange(event.currentTarget.value)}
      beside={
        <Button aria-label={t('create.chooseFor', { field: label })} onClick={() => void choose()}>
          {t('create.choose')}
        </Button>
      }
    />
  )
}
