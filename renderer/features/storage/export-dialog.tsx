import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { filePathSchema } from '../../../shared/domain/guest-config.ts'
import { type ExportDisk, exportFormatSchema } from '../../../shared/domain/storage.ts'
import { formatBytes } from '../../i18n/format.ts'
import { call } from '../../ipc/call.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { useWork } from '../../ui/use-work.ts'
import type { DiskDialogProps } from './disk-dialog-props.ts'
import css from './dialogs.module.css'

const hints = {
  qcow2: 'disk.exportQcow2',
  raw: 'disk.exportRaw',
  vmdk: 'disk.exportVmdk',
  vdi: 'disk.exportVdi',
} as const

/** A name that a file system takes. */
export const exportName = (guest: string, disk: string, format: ExportDisk['format']): string =>
  `${guest.replaceAll(/[\s/\\]+/gu, '-').slice(0, 80)}-${disk}.${format === 'raw' ? 'img' : format}`

/** Where a copy of the disk goes, and as what. */
export function ExportDialog({ guest, disk, name, report, onClose, onStart }: DiskDialogProps) {
  const { t } = useTranslation()
  const [format, setFormat] = useState<ExportDisk['format']>('qcow2')
  const [path, setPath] = useState('')
  const { error, run } = useWork(guest)
  const valid = filePathSchema.safeParse(path).success
  const pick = () =>
    void run(
      () => call('dialogs.pickNewFile', { name: exportName(guest.name, disk.id, format) }),
      (picked) => picked !== null && setPath(picked),
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!valid) return
    onClose()
    onStart({ action: 'export', format, path })
  }
  return (
    <Dialog
      title={t('disk.exportTitle', { disk: name })}
      description={t('disk.exportText')}
      onClose={onClose}
    >
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <div className={css.fields}>
            <Choice
              label={t('disk.format')}
              value={format}
              options={exportFormatSchema.options.map((value) => ({ value, label: value }))}
              onChange={setFormat}
            />
            <p className={css.quiet}>
              {t(hints[format], { size: formatBytes(report.virtualSizeBytes) })}
            </p>
            <Field
              label={t('disk.exportPath')}
              value={path}
              placeholder={t('create.pathPlaceholder')}
              error={path === '' || valid ? undefined : t('invalid.path-not-absolute')}
              onChange={(event) => setPath(event.currentTarget.value)}
              data-first-focus
              beside={<Button onClick={pick}>{t('create.choose')}</Button>}
            />
            {error !== null && <ErrorNotice error={error} />}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!valid}>
            {t('disk.exportConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
