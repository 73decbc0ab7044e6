import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DISK_BYTES } from '../../../shared/domain/guest-config.ts'
import { formatBytes } from '../../i18n/format.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { DiskDialogProps } from './disk-dialog-props.ts'
import css from './dialogs.module.css'

const GIB = 1024 ** 3

/** The bytes of a number of GiB, in whole sectors; NaN for what is no number. */
export const bytesOfGiB = (text: string): number =>
  text.trim() === '' ? Number.NaN : Math.round((Number(text) * GIB) / 512) * 512

/** What is in GiB at most two digits behind the point, for a field. */
const gibOf = (bytes: number): string => String(Math.round((bytes / GIB) * 100) / 100)

const insideWords = {
  linux: 'disk.growInsideLinux',
  windows: 'disk.growInsideWindows',
  other: 'disk.growInsideOther',
} as const

/** How large a disk is to be. */
export function GrowDialog({ guest, disk, name, report, onClose, onStart }: DiskDialogProps) {
  const { t } = useTranslation()
  const { virtualSizeBytes, allocatedBytes } = report
  const storage = useHost(selectHost)?.storage ?? null
  const [text, setText] = useState(() => gibOf(virtualSizeBytes + 10 * GIB))
  const bytes = bytesOfGiB(text)
  const limits = { min: formatBytes(virtualSizeBytes), max: formatBytes(DISK_BYTES.max) }
  const valid = bytes > virtualSizeBytes && bytes <= DISK_BYTES.max
  // What is free elsewhere is not known.
  const free =
    storage !== null && disk.path.startsWith(`${storage.path}/`) ? storage.freeBytes : null
  const short = valid && free !== null && bytes - allocatedBytes > free
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!valid) return
    onClose()
    onStart({ action: 'grow', sizeBytes: bytes })
  }
  return (
    <Dialog title={t('disk.growTitle', { disk: name })} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <div className={css.fields}>
            <Field
              label={t('disk.newSize')}
              type="number"
              step="any"
              min={gibOf(virtualSizeBytes)}
              unit={t('disk.gib')}
              value={text}
              error={valid ? undefined : t('disk.newSizeInvalid', limits)}
              hint={
                free === null
                  ? t('disk.newSizeHint')
                  : t('disk.newSizeFree', { free: formatBytes(free) })
              }
              onChange={(event) => setText(event.currentTarget.value)}
              onFocus={(event) => event.currentTarget.select()}
              data-first-focus
            />
            {short && (
              <Notice tone="warn" message={t('disk.growShort')} next={t('disk.growShortNext')} />
            )}
            <p className={css.quiet}>
              {t('disk.growInside')} {t(insideWords[guest.config?.os ?? 'other'])}
            </p>
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!valid}>
            {t('disk.growConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
