import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../../shared/domain/errors.ts'
import { foreignFormats } from '../../../../shared/domain/config/storage.ts'
import { filePathSchema } from '../../../../shared/domain/guest-config.ts'
import {
  type ImageReport,
  type ImportDisk,
  importDiskSchema,
} from '../../../../shared/domain/storage.ts'
import { formatBytes } from '../../../i18n/format.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { DialogBody } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { choiceLabel } from '../choices.ts'
import { CheckField, FileField } from '../forms/fields.tsx'
import css from './add.module.css'
import { AddFooter } from './add-footer.tsx'
import type { AskedFormProps } from './new-disk-form.tsx'
import { useAddDisk } from './use-add-disk.ts'

const ways = importDiskSchema.shape.how.options

/** Formats that machines only read. */
const isForeign = (format: string): boolean =>
  (foreignFormats as readonly string[]).includes(format)

/** A file that is there already, what it is, and what is to become of it. */
export function ExistingDiskForm({ onBack, onDone }: AskedFormProps) {
  const { t } = useTranslation()
  const [path, setPath] = useState('')
  const [chosen, setChosen] = useState<ImportDisk['how'] | null>(null)
  const [agreed, setAgreed] = useState<string | null>(null)
  const { report, error: unreadable } = useReport(path)
  const { busy, error, add } = useAddDisk(onDone)
  const how = chosen ?? (report !== null && isForeign(report.format) ? 'convert' : 'use')
  const builds = (report?.backing.length ?? 0) > 0
  const ready = report !== null && (!builds || agreed === path)
  const submit = () => {
    if (report === null || !ready || busy) return
    const names = report.backing.map(({ name }) => name)
    const accepted = names.filter((name) => filePathSchema.safeParse(name).success)
    const input = { path, how, ...(builds ? { acceptBacking: accepted } : {}) }
    add({ kind: 'existing', input })
  }
  const failure = error ?? unreadable
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <DialogBody>
        <div className={css.fields}>
          {failure !== null && <ErrorNotice error={failure} />}
          <FileField
            label={t('hardware.existingPath')}
            kind="disk"
            value={path}
            error={path === '' || path.startsWith('/') ? undefined : t('refusal.path-not-absolute')}
            onChange={setPath}
          />
          {report !== null && <Report report={report} />}
          {builds && (
            <CheckField
              label={t('hardware.existingAgree')}
              checked={agreed === path}
              onChange={(on) => setAgreed(on ? path : null)}
            />
          )}
          <SelectField
            label={t('hardware.existingHow')}
            value={how}
            options={ways.map((value) => ({ value, label: choiceLabel('import', value) }))}
            onChange={setChosen}
          />
        </div>
      </DialogBody>
      <AddFooter busy={busy} ready={ready} onBack={onBack} />
    </form>
  )
}

/** What the file at `path` is; an answer about an earlier path is not looked at. */
function useReport(path: string): {
  readonly report: ImageReport | null
  readonly error: ErrorData | null
} {
  const [found, setFound] = useState<{
    path: string
    report: ImageReport | null
    error: ErrorData | null
  } | null>(null)
  useEffect(() => {
    if (!path.startsWith('/')) return undefined
    let gone = false
    call('storage.inspect', { path }).then(
      (report) => {
        if (!gone) setFound({ path, report, error: null })
      },
      (error: unknown) => {
        if (!gone) setFound({ path, report: null, error: errorDataOf(error) })
      },
    )
    return () => {
      gone = true
    }
  }, [path])
  return found?.path === path ? found : { report: null, error: null }
}

function Report({ report }: { readonly report: ImageReport }) {
  const { t } = useTranslation()
  return (
    <div>
      <p>
        {t('hardware.existingFacts', {
          format: report.format,
          size: formatBytes(report.virtualSizeBytes),
          used: formatBytes(report.allocatedBytes),
        })}
      </p>
      {report.holder !== null && <p>{t('hardware.existingHolder', { holder: report.holder })}</p>}
      {report.backing.length > 0 && (
        <>
          <p>{t('hardware.existingBacking')}</p>
          <ul>
            {report.backing.map(({ name, problem }) => (
              <li key={name} className="mono selectable">
                {name}
                {problem !== null && ` – ${t(`hardware.existingProblem.${problem}`)}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
