import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  diskAioSchema,
  diskBusSchema,
  diskCacheSchema,
} from '../../../../shared/domain/config/storage.ts'
import type { DiskConfig } from '../../../../shared/domain/guest-config.ts'
import { Field } from '../../../ui/field.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { optionsOf } from '../choices.ts'
import { removeDevice, setDevice } from '../draft/edits.ts'
import { deviceName } from '../../../i18n/device-name.ts'
import { useForm } from '../form-context.ts'
import { CheckField, FormPage } from './fields.tsx'
import css from './forms.module.css'
import { RemoveButton } from './remove-button.tsx'

/** Fields to set; one that is undefined is taken out. */
type DiskPart = { readonly [K in keyof DiskConfig]?: DiskConfig[K] | undefined }

interface DiskFormProps {
  readonly disk: DiskConfig
  /** What is known of its space, and what can be done about it; of a disk that is there already. */
  readonly details: ReactNode
}

export function DiskForm({ disk, details }: DiskFormProps) {
  const { t } = useTranslation()
  const { config, offer, problems, edit } = useForm()
  const { id } = disk
  const name = deviceName('disks', id, [config])
  const wrong = (key: string) => problems.get(`disks.${id}.${key}`)
  const change = (part: DiskPart) => edit(setDevice('disks', id, part))
  return (
    <FormPage
      title={name}
      actions={<RemoveButton name={name} remove={removeDevice('disks', id)} />}
    >
      <dl className={css.facts}>
        <dt>{t('hardware.path')}</dt>
        <dd className="mono selectable">{disk.path}</dd>
        <dt>{t('hardware.format')}</dt>
        <dd>{disk.format}</dd>
        {disk.backing.length > 0 && (
          <>
            <dt>{t('hardware.builtOn')}</dt>
            <dd className="mono selectable">
              {disk.backing.map(({ path }) => (
                <p key={path}>{path}</p>
              ))}
            </dd>
          </>
        )}
      </dl>
      <SelectField
        label={t('hardware.bus')}
        hint={t('hardware.busHint')}
        error={wrong('bus')}
        value={disk.bus}
        options={optionsOf('bus', diskBusSchema.options, disk.bus, offer?.diskBuses ?? null)}
        onChange={(bus) => change({ bus })}
      />
      <CheckField
        label={t('hardware.diskReadOnly')}
        hint={t('hardware.diskReadOnlyHint')}
        error={wrong('readOnly')}
        checked={disk.readOnly}
        onChange={(readOnly) => change({ readOnly })}
      />
      <CheckField
        label={t('hardware.discard')}
        hint={t('hardware.discardHint')}
        checked={disk.discard}
        onChange={(discard) => change({ discard })}
      />
      <Advanced disk={disk} change={change} wrong={wrong} />
      {details}
    </FormPage>
  )
}

interface AdvancedProps {
  readonly disk: DiskConfig
  readonly change: (part: DiskPart) => void
  readonly wrong: (key: string) => string | undefined
}

/** Open where something in it is not as usual, or wrong. */
function Advanced({ disk, change, wrong }: AdvancedProps) {
  const { t } = useTranslation()
  const unusual =
    disk.cache !== 'writeback' ||
    disk.aio !== 'auto' ||
    disk.iothread ||
    disk.serial !== undefined ||
    ['cache', 'aio', 'iothread', 'serial'].some((key) => wrong(key) !== undefined)
  return (
    <details className={css.details} open={unusual ? true : undefined}>
      <summary>{t('hardware.advanced')}</summary>
      <div>
        <SelectField
          label={t('hardware.cache')}
          error={wrong('cache')}
          value={disk.cache}
          options={optionsOf('cache', diskCacheSchema.options, disk.cache)}
          onChange={(cache) => change({ cache })}
        />
        <SelectField
          label={t('hardware.aio')}
          error={wrong('aio')}
          value={disk.aio}
          options={optionsOf('aio', diskAioSchema.options, disk.aio)}
          onChange={(aio) => change({ aio })}
        />
        <Field
          label={t('hardware.diskSerial')}
          hint={t('hardware.diskSerialHint')}
          error={wrong('serial')}
          value={disk.serial ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ serial: value === '' ? undefined : value })
          }
        />
        <CheckField
          label={t('hardware.iothread')}
          hint={t('hardware.iothreadHint')}
          error={wrong('iothread')}
          checked={disk.iothread}
          onChange={(iothread) => change({ iothread })}
        />
      </div>
    </details>
  )
}
