import { ArrowDown, ArrowUp, Disc3, HardDrive } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CdromConfig, DiskConfig } from '../../../../shared/domain/guest-config.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Field } from '../../../ui/field.tsx'
import { moveDevice, set } from '../draft/edits.ts'
import { deviceName } from '../../../i18n/device-name.ts'
import { useForm } from '../form-context.ts'
import { fileName } from '../../../i18n/file-name.ts'
import { CheckField, FileField, FormPage } from './fields.tsx'
import css from './forms.module.css'

/** What it starts from: drives in their order, or a kernel without a boot loader. */
export function BootForm() {
  const { t } = useTranslation()
  const { config } = useForm()
  const { disks, cdroms } = config
  return (
    <FormPage title={t('hardware.boot')}>
      <div>
        <h3 className={css.subtitle}>{t('hardware.bootOrder')}</h3>
        <p className={css.small}>{t('hardware.bootOrderHint')}</p>
      </div>
      {disks.length + cdroms.length === 0 ? (
        <p className={css.quiet}>{t('hardware.bootNothing')}</p>
      ) : (
        <ol className={css.rows}>
          {disks.map((disk, index) => (
            <Row key={disk.id} list="disks" device={disk} last={index === disks.length - 1} />
          ))}
          {cdroms.map((cdrom, index) => (
            <Row key={cdrom.id} list="cdroms" device={cdrom} last={index === cdroms.length - 1} />
          ))}
        </ol>
      )}
      <Kernel />
    </FormPage>
  )
}

interface RowProps {
  readonly list: 'disks' | 'cdroms'
  readonly device: DiskConfig | CdromConfig
  readonly last: boolean
}

function Row({ list, device: { id, path }, last }: RowProps) {
  const { t } = useTranslation()
  const { config, edit } = useForm()
  const name = deviceName(list, id, [config])
  const first = config[list][0]?.id === id
  const Icon = list === 'disks' ? HardDrive : Disc3
  return (
    <li className={css.row}>
      <Icon size={16} aria-hidden="true" />
      <div className={css.rowText}>
        <p>{name}</p>
        <p className={css.small} title={path ?? undefined}>
          {path === null ? t('hardware.emptyDrive') : fileName(path)}
        </p>
      </div>
      <IconButton
        label={t('hardware.moveUp', { name })}
        disabled={first}
        onClick={() => edit(moveDevice(list, id, -1))}
      >
        <ArrowUp size={16} />
      </IconButton>
      <IconButton
        label={t('hardware.moveDown', { name })}
        disabled={last}
        onClick={() => edit(moveDevice(list, id, 1))}
      >
        <ArrowDown size={16} />
      </IconButton>
    </li>
  )
}

function Kernel() {
  const { t } = useTranslation()
  const { config, problems, edit } = useForm()
  const { kernelBoot } = config
  return (
    <>
      <CheckField
        label={t('hardware.kernelBoot')}
        hint={t('hardware.kernelBootHint')}
        checked={kernelBoot !== undefined}
        onChange={(on) =>
          edit(set({ kernelBoot: on ? { kernel: '', commandLine: '' } : undefined }))
        }
      />
      {kernelBoot !== undefined && (
        <>
          <FileField
            label={t('hardware.kernel')}
            kind="kernel"
            error={problems.get('kernelBoot.kernel')}
            value={kernelBoot.kernel}
            onChange={(kernel) => edit(set({ kernelBoot: { ...kernelBoot, kernel } }))}
          />
          <FileField
            label={t('hardware.initrd')}
            hint={t('hardware.optional')}
            kind="initrd"
            error={problems.get('kernelBoot.initrd')}
            value={kernelBoot.initrd ?? ''}
            onChange={(initrd) => {
              const { initrd: _old, ...others } = kernelBoot
              edit(set({ kernelBoot: initrd === '' ? others : { ...others, initrd } }))
            }}
          />
          <Field
            label={t('hardware.commandLine')}
            error={problems.get('kernelBoot.commandLine')}
            value={kernelBoot.commandLine}
            onChange={(event) =>
              edit(set({ kernelBoot: { ...kernelBoot, commandLine: event.currentTarget.value } }))
            }
          />
        </>
      )}
    </>
  )
}
