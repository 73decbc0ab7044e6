import { TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { LimitsConfig } from '../../../../shared/domain/config/devices.ts'
import { same } from '../../../../shared/domain/differences.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { Notice } from '../../../ui/notice.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { optionsOf } from '../choices.ts'
import { set } from '../draft/edits.ts'
import { useForm } from '../form-context.ts'
import { CheckField, FormPage, NumberField } from './fields.tsx'
import css from './forms.module.css'

export function IntegrationForm() {
  const { t } = useTranslation()
  const { config, edit } = useForm()
  return (
    <FormPage title={t('hardware.integration')}>
      <CheckField
        label={t('hardware.agent')}
        hint={t('hardware.agentHint')}
        checked={config.agent}
        onChange={(agent) => edit(set({ agent }))}
      />
      <SelectField
        label={t('hardware.clipboard')}
        hint={t('hardware.clipboardHint')}
        value={config.clipboard}
        options={optionsOf(
          'clipboard',
          ['off', 'to-guest', 'from-guest', 'both'],
          config.clipboard,
        )}
        onChange={(clipboard) => edit(set({ clipboard }))}
      />
    </FormPage>
  )
}

export function StartingForm() {
  const { t } = useTranslation()
  const { config, edit } = useForm()
  return (
    <FormPage title={t('hardware.starting')}>
      <CheckField
        label={t('hardware.autostart')}
        checked={config.autostart}
        onChange={(autostart) => edit(set({ autostart }))}
      />
      <SelectField
        label={t('hardware.atLogout')}
        value={config.atLogout}
        options={optionsOf('logout', ['save', 'shutdown', 'leave'], config.atLogout)}
        onChange={(atLogout) => edit(set({ atLogout }))}
      />
      <CheckField
        label={t('hardware.restartAfterCrash')}
        hint={t('hardware.restartAfterCrashHint')}
        checked={config.restartAfterCrash}
        onChange={(restartAfterCrash) => edit(set({ restartAfterCrash }))}
      />
    </FormPage>
  )
}

/** An empty field is no limit; without limits there is no such field. */
function withLimit(
  config: GuestConfig,
  key: 'memoryMiB' | 'cpuPercent',
  value: number | undefined,
): GuestConfig {
  const { [key]: _old, ...others } = config.limits ?? {}
  const limits: LimitsConfig = value === undefined ? others : { ...others, [key]: value }
  return set({ limits: Object.keys(limits).length === 0 ? undefined : limits })(config)
}

export function LimitsForm() {
  const { t } = useTranslation()
  const { config, offer } = useForm()
  const text = offer?.limits === false ? t('hardware.limitsMissing') : t('hardware.limitsText')
  const limit =
    (key: 'memoryMiB' | 'cpuPercent') =>
    (to: GuestConfig, value: number): GuestConfig =>
      withLimit(to, key, value)
  return (
    <FormPage title={t('hardware.limits')} text={text}>
      <NumberField
        field="limits.memoryMiB"
        label={t('hardware.limitMemory')}
        hint={t('hardware.limitMemoryHint')}
        unit={t('hardware.unitMiB')}
        value={config.limits?.memoryMiB}
        set={limit('memoryMiB')}
        whenEmpty={(to) => withLimit(to, 'memoryMiB', undefined)}
      />
      <NumberField
        field="limits.cpuPercent"
        label={t('hardware.limitCpu')}
        hint={t('hardware.limitCpuHint')}
        unit={t('hardware.unitPercent')}
        value={config.limits?.cpuPercent}
        set={limit('cpuPercent')}
        whenEmpty={(to) => withLimit(to, 'cpuPercent', undefined)}
      />
    </FormPage>
  )
}

/** An empty line is no argument, but stays to be typed into. */
const argumentsOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')

/** One argument a line. */
export function ExtraForm() {
  const { t } = useTranslation()
  const { config, draft, problems, type } = useForm()
  const id = useId()
  const { extraArguments } = config
  const text = draft.typed['extraArguments']
  const stillMeansThat = text !== undefined && same(argumentsOf(text), extraArguments)
  const wrong = [...problems].find(([field]) => field.startsWith('extraArguments'))?.[1]
  return (
    <FormPage title={t('hardware.extra')}>
      <Notice
        tone="warn"
        message={t('hardware.extraWarning')}
        next={t('hardware.extraWarningNext')}
      />
      <div>
        <label htmlFor={id}>{t('hardware.extraText')}</label>
        <textarea
          id={id}
          className={css.area}
          spellCheck={false}
          aria-invalid={wrong !== undefined}
          value={stillMeansThat ? text : extraArguments.join('\n')}
          onChange={({ currentTarget: { value } }) =>
            type('extraArguments', value, set({ extraArguments: argumentsOf(value) }))
          }
        />
        {wrong !== undefined && (
          <p className={css.problem}>
            <TriangleAlert size={16} aria-hidden="true" /> {wrong}
          </p>
        )}
      </div>
    </FormPage>
  )
}
