import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConvertDisk, RepairDisk } from '../../../shared/domain/storage.ts'
import { formatBytes } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { OptionList } from '../../ui/option-list.tsx'
import type { DiskDialogProps } from './disk-dialog-props.ts'
import css from './dialogs.module.css'

/** Says what a rewrite of the disk needs meanwhile. */
export function CompactDialog({ name, report, onClose, onStart }: DiskDialogProps) {
  const { t } = useTranslation()
  const confirm = () => {
    onClose()
    onStart({ action: 'compact' })
  }
  return (
    <Dialog
      title={t('disk.compactTitle', { disk: name })}
      description={t('disk.compactText')}
      onClose={onClose}
    >
      <DialogBody>
        <p className={css.quiet}>
          {t('disk.compactSpace', { size: formatBytes(report.allocatedBytes) })}
        </p>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="primary" onClick={confirm} data-first-focus>
          {t('disk.compactConfirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

/** Chooses the other format. */
export function ConvertDialog({ disk, name, report, onClose, onStart }: DiskDialogProps) {
  const { t } = useTranslation()
  const formats = (['qcow2', 'raw'] as const).filter((format) => format !== disk.format)
  const [format, setFormat] = useState<ConvertDisk['format']>(formats[0] ?? 'qcow2')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    onStart({ action: 'convert', format })
  }
  const hints = {
    qcow2: t('disk.formatQcow2Hint'),
    raw: t('disk.formatRawHint', { size: formatBytes(report.virtualSizeBytes) }),
  }
  return (
    <Dialog
      title={t('disk.convertTitle', { disk: name })}
      description={t('disk.convertText', { format: disk.format })}
      onClose={onClose}
    >
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <div className={css.fields}>
            <OptionList
              label={t('disk.format')}
              value={format}
              onChange={setFormat}
              options={formats.map((value) => ({ value, label: value, hint: hints[value] }))}
            />
            <p className={css.quiet}>
              {t(disk.managed ? 'disk.convertReplaces' : 'disk.convertKeeps')}
            </p>
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" data-first-focus>
            {t('disk.convertConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}

/** Chooses how much is mended, and warns of what that can cost. */
export function RepairDialog({ name, onClose, onStart }: DiskDialogProps) {
  const { t } = useTranslation()
  const [what, setWhat] = useState<RepairDisk['what']>('leaks')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    onStart({ action: 'repair', what })
  }
  return (
    <Dialog title={t('disk.repairTitle', { disk: name })} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <div className={css.fields}>
            <OptionList
              label={t('disk.repairWhat')}
              value={what}
              onChange={setWhat}
              options={[
                { value: 'leaks', label: t('disk.repairLeaks'), hint: t('disk.repairLeaksHint') },
                { value: 'all', label: t('disk.repairAll'), hint: t('disk.repairAllHint') },
              ]}
            />
            {what === 'all' && (
              <Notice
                tone="warn"
                message={t('disk.repairWarning')}
                next={t('disk.repairWarningNext')}
              />
            )}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose} data-first-focus>
            {t('action.cancel')}
          </Button>
          <Button look={what === 'all' ? 'danger' : 'primary'} type="submit">
            {t('disk.repairConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
