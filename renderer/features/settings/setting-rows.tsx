import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingName, SettingValue } from '../../../shared/domain/settings.ts'
import { Select, type SelectOption } from '../../ui/select-field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Row, useRowIds } from './row.tsx'
import css from './settings.module.css'
import { useSetting } from './use-setting.ts'

/** Those that the page shows: whoever asks for the first run again has a button. */
type Shown = Exclude<SettingName, 'firstRun.done'>
type NamesOf<V> = {
  [N in Shown]: SettingValue<N> extends V ? N : never
}[Shown]

interface RowProps<N> {
  readonly setting: N
  /** In the place of the setting's own. */
  readonly hint?: ReactNode
}

export interface SwitchRowProps extends RowProps<NamesOf<boolean>> {
  readonly disabled?: boolean
}

export function SwitchRow({ setting, hint, disabled = false }: SwitchRowProps) {
  const { t } = useTranslation()
  const ids = useRowIds()
  const { value, error, change } = useSetting(setting)
  return (
    <Row
      ids={ids}
      label={t(`settings.fields.${setting}.label`)}
      hint={hint ?? t(`settings.fields.${setting}.hint`)}
      error={error}
    >
      <Switch {...ids} checked={value} disabled={disabled} onChange={(on) => void change(on)} />
    </Row>
  )
}

type ChoiceName = Exclude<NamesOf<string>, 'storage.disksFolder'>

export interface SelectRowProps<N extends ChoiceName> extends RowProps<N> {
  readonly options: readonly SelectOption<SettingValue<N> & string>[]
}

export function SelectRow<N extends ChoiceName>({ setting, hint, options }: SelectRowProps<N>) {
  const { t } = useTranslation()
  const ids = useRowIds()
  const { value, error, change } = useSetting(setting)
  // One name stands for all: which texts there are does not depend on it.
  const name: ChoiceName = setting
  return (
    <Row
      ids={ids}
      label={t(`settings.fields.${name}.label`)}
      hint={hint ?? t(`settings.fields.${name}.hint`)}
      error={error}
    >
      <Select
        {...ids}
        value={value}
        options={options}
        invalid={error !== null}
        onChange={(chosen) => void change(chosen)}
      />
    </Row>
  )
}

export interface NumberRowProps {
  readonly setting: NamesOf<number>
  readonly min: number
  readonly max: number
  readonly unit: string
  /** Said where it is none. */
  readonly invalid: string
}

/** A whole number. What is typed holds as soon as it is one that may be. */
export function NumberRow({ setting, min, max, unit, invalid }: NumberRowProps) {
  const { t } = useTranslation()
  const ids = useRowIds()
  const { value, error, change } = useSetting(setting)
  /** What was typed and is no number that may be. */
  const [draft, setDraft] = useState<string | null>(null)
  const type = (text: string): void => {
    const number = Number(text)
    const fits = text.trim() !== '' && Number.isInteger(number) && number >= min && number <= max
    setDraft(fits ? null : text)
    if (fits && number !== value) void change(number)
  }
  return (
    <Row
      ids={ids}
      label={t(`settings.fields.${setting}.label`)}
      hint={t(`settings.fields.${setting}.hint`, { min, max })}
      error={draft === null ? error : invalid}
    >
      <span className={css.number} data-invalid={draft !== null}>
        <input
          id={ids.id}
          type="number"
          min={min}
          max={max}
          step={1}
          value={draft ?? value}
          aria-invalid={draft !== null}
          aria-describedby={ids.describedBy}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={() => setDraft(null)}
        />
        <span>{unit}</span>
      </span>
    </Row>
  )
}
