import { en } from '../../i18n/en/index.ts'
import { t } from '../../i18n/index.ts'
import type { SelectOption } from '../../ui/select-field.tsx'

type Group = keyof typeof en.choice

/** A choice in words; what has none (a processor model, a newer value) is shown as it is. */
export function choiceLabel(group: Group, value: string): string {
  const words: Readonly<Record<string, string>> = en.choice[group]
  // The group and the value are checked just above, which the type of a key cannot tell.
  return Object.hasOwn(words, value)
    ? (t as (key: string) => string)(`choice.${group}.${value}`)
    : value
}

/**
 * Options for a setting. `offered`: what can be had here (null: not known, so all of it); what is
 * set stays to be seen even where it cannot be had.
 */
export function optionsOf<const V extends string>(
  group: Group,
  values: readonly V[],
  current: NoInfer<V>,
  offered: readonly string[] | null = null,
): SelectOption<V>[] {
  const known = values.includes(current) ? values : [...values, current]
  return known
    .filter((value) => offered === null || value === current || offered.includes(value))
    .map((value) => {
      const label = choiceLabel(group, value)
      const missing = offered !== null && !offered.includes(value)
      return { value, label: missing ? t('hardware.notOffered', { value: label }) : label }
    })
}
