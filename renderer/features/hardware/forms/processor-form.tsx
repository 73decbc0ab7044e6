import { useTranslation } from 'react-i18next'
import type { CpuConfig } from '../../../../shared/domain/config/processor.ts'
import { selectHost, useHost } from '../../../stores/host-store.ts'
import { SelectField } from '../../../ui/select-field.tsx'
import { choiceLabel, optionsOf } from '../choices.ts'
import { set } from '../draft/edits.ts'
import { useForm } from '../form-context.ts'
import css from './forms.module.css'
import { CheckField, FormPage, NumberField } from './fields.tsx'

export function ProcessorForm() {
  const { t } = useTranslation()
  const { config, offer, problems, edit } = useForm()
  const host = useHost(selectHost)
  const { cpu } = config
  const models = [
    'auto',
    ...(offer?.cpuModels ?? ['host', 'max']).filter((name) => name !== 'auto'),
  ]
  return (
    <FormPage title={t('hardware.processors')}>
      <NumberField
        field="cpus"
        label={t('hardware.processors')}
        value={config.cpus}
        set={(to, cpus) => set({ cpus })(to)}
        {...(host === null ? {} : { hint: t('hardware.processorsHost', { total: host.cpus }) })}
      />
      <SelectField
        label={t('hardware.accelerator')}
        value={config.accelerator}
        options={optionsOf('accelerator', ['auto', 'kvm', 'tcg'], config.accelerator)}
        onChange={(accelerator) => edit(set({ accelerator }))}
      />
      <SelectField
        label={t('hardware.cpuModel')}
        hint={t('hardware.cpuModelHint')}
        error={problems.get('cpu.model')}
        value={cpu.model}
        options={[...new Set([...models, cpu.model])].map((value) => ({
          value,
          label: choiceLabel('cpu', value),
        }))}
        onChange={(model) => edit(set({ cpu: { ...cpu, model } }))}
      />
      <Topology />
    </FormPage>
  )
}

type Part = keyof NonNullable<CpuConfig['topology']> & ('sockets' | 'cores' | 'threads')
const parts = ['sockets', 'cores', 'threads'] as const satisfies readonly Part[]

function Topology() {
  const { t } = useTranslation()
  const { config, problems, edit } = useForm()
  const { cpu, cpus } = config
  const { topology } = cpu
  const toggle = (on: boolean) => {
    const { topology: _old, ...others } = cpu
    edit(set({ cpu: on ? { ...cpu, topology: { sockets: 1, cores: cpus, threads: 1 } } : others }))
  }
  return (
    <>
      <CheckField
        label={t('hardware.topology')}
        hint={t('hardware.topologyHint')}
        error={problems.get('cpu.topology')}
        checked={topology !== undefined}
        onChange={toggle}
      />
      {topology !== undefined && (
        <div className={css.pair}>
          {parts.map((part) => (
            <NumberField
              key={part}
              field={`cpu.topology.${part}`}
              label={t(`hardware.${part}`)}
              value={topology[part]}
              set={(to, value) =>
                set({
                  cpu: {
                    ...to.cpu,
                    topology: { ...(to.cpu.topology ?? topology), [part]: value },
                  },
                })(to)
              }
            />
          ))}
        </div>
      )}
    </>
  )
}
