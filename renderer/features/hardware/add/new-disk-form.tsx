import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DISK_BYTES } from '../../../../shared/domain/guest-config.ts'
import { createDiskSchema } from '../../../../shared/domain/storage.ts'
import { formatBytes } from '../../../i18n/format.ts'
import { selectHost, useHost } from '../../../stores/host-store.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Field } from '../../../ui/field.tsx'
import { DialogBody } from '../../../ui/dialog.tsx'
import { numberOf } from '../draft/draft.ts'
import css from './add.module.css'
import { AddFooter } from './add-footer.tsx'
import { useAddDisk } from './use-add-disk.ts'
import { useFirstFocus } from './use-first-focus.ts'

const GIB = 1024 ** 3
/** Sizes of disks are whole sectors. */
const SECTOR = 512

export interface AskedFormProps {
  readonly onBack: () => void
  /** With the key of the item that was added. */
  readonly onDone: (item: string) => void
}

export function NewDiskForm({ onBack, onDone }: AskedFormProps) {
  const { t } = useTranslation()
  const host = useHost(selectHost)
  const [gib, setGib] = useState('32')
  const { busy, error, add } = useAddDisk(onDone)
  const form = useFirstFocus<HTMLFormElement>()
  const sizeBytes = Math.round((numberOf(gib) * GIB) / SECTOR) * SECTOR
  const { data: input } = createDiskSchema.safeParse({ sizeBytes })
  return (
    <form
      ref={form}
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (input !== undefined && !busy) add({ kind: 'new', input })
      }}
    >
      <DialogBody>
        <div className={css.fields}>
          {error !== null && <ErrorNotice error={error} />}
          <Field
            label={t('hardware.newDiskSize')}
            inputMode="decimal"
            unit={t('hardware.unitGiB')}
            value={gib}
            onChange={(event) => setGib(event.currentTarget.value)}
            error={
              input === undefined
                ? t('invalid.disk-size', {
                    min: formatBytes(DISK_BYTES.min),
                    max: formatBytes(DISK_BYTES.max),
                  })
                : undefined
            }
            {...(host === null
              ? {}
              : {
                  hint: t('hardware.newDiskHint', {
                    free: formatBytes(host.storage.freeBytes),
                    path: host.storage.path,
                  }),
                })}
          />
          <p className={css.text}>{t('hardware.diskAtOnce')}</p>
        </div>
      </DialogBody>
      <AddFooter busy={busy} ready={input !== undefined} onBack={onBack} />
    </form>
  )
}
