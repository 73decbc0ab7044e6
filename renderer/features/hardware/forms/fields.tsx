import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import type { MethodInput } from '../../../../shared/ipc/contract.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { Button } from '../../../ui/button.tsx'
import { Check } from '../../../ui/check.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Field } from '../../../ui/field.tsx'
import { notifyFailure } from '../../../ui/notify.ts'
import { numberOf, textOfNumber } from '../draft/draft.ts'
import { useForm } from '../form-context.ts'
import css from './forms.module.css'

export interface NumberFieldProps {
  /** Its name among the problems and the typed texts. */
  readonly field: string
  readonly label: string
  readonly value: number | undefined
  readonly set: (config: GuestConfig, value: number) => GuestConfig
  /** Of a number that can be left out: takes it out. */
  readonly whenEmpty?: (config: GuestConfig) => GuestConfig
  readonly hint?: string
  readonly unit?: string
}

/** A number of the draft; what is typed stays, whether it is a number or not. */
export function NumberField({ field, value, set, whenEmpty, ...shown }: NumberFieldProps) {
  const { draft, problems, edit, type } = useForm()
  return (
    <Field
      {...shown}
      inputMode="numeric"
      value={textOfNumber(draft, field, value)}
      error={problems.get(field)}
      onChange={({ currentTarget: { value: text } }) => {
        if (text.trim() === '' && whenEmpty !== undefined) edit(whenEmpty)
        else type(field, text, (config) => set(config, numberOf(text)))
      }}
    />
  )
}

export interface CheckFieldProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly hint?: string
  readonly error?: string | undefined
}

/** A check of the draft, with what is wrong about it below. */
export function CheckField({ error, ...check }: CheckFieldProps) {
  return (
    <div>
      <Check {...check} />
      {error !== undefined && <p className={css.error}>{error}</p>}
    </div>
  )
}

export interface FileFieldProps {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly kind: MethodInput<'dialogs.pickFile'>['kind']
  readonly value: string
  readonly onChange: (path: string) => void
}

/** Asks for a file with the desktop's own dialog; a failure is told in a toast. */
export async function pickFile(kind: FileFieldProps['kind']): Promise<string | null> {
  try {
    return await call('dialogs.pickFile', { kind })
  } catch (error) {
    notifyFailure({ id: 'pick-file', error: errorDataOf(error) })
    return null
  }
}

/** A file by its path, typed or chosen. */
export function FileField({ label, kind, value, onChange, ...rest }: FileFieldProps) {
  const { t } = useTranslation()
  const choose = async () => {
    const path = await pickFile(kind)
    if (path !== null) onChange(path)
  }
  return (
    <Field
      {...rest}
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      beside={
        <Button
          aria-label={t('hardware.chooseFor', { field: label })}
          onClick={() => void choose()}
        >
          {t('hardware.choose')}
        </Button>
      }
    />
  )
}

/** One form of the page: its heading, what can be done with the whole, its fields. */
export function FormPage({
  title,
  text,
  wide = false,
  actions,
  children,
}: {
  readonly title: string
  readonly text?: string
  /** As wide and high as there is room. */
  readonly wide?: boolean
  readonly actions?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className={classNames(css.form, wide && css.wide)}>
      <header className={css.head}>
        <h2 className={css.title}>{title}</h2>
        {actions}
      </header>
      {text !== undefined && <p className={css.text}>{text}</p>}
      {children}
    </div>
  )
}
