import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { foreignFormats } from '../../../../shared/domain/config/storage.ts'
import { filePathSchema } from '../../../../shared/domain/guest-config.ts'
import {
  type ImageReport,
  type ImportDisk,
  importDiskSchema,
} from '../../../../shared/domain/storage.ts'
import { formatBytes } from '../../../i18n/format.ts'
import { call } from '../../../ipc/call.ts'
import { useJobOf } from '../../../stores/jobs-store.ts'
import { DialogBody } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { JobBar } from '../../../ui/job-bar.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { type Asked, useAnswer } from '../../../ui/use-answer.ts'
import { useSettled } from '../../../ui/use-settled.ts'
import { choiceLabel } from '../choices.ts'
import { useForm } from '../form-context.ts'
import { CheckField, FileField } from '../forms/fields.tsx'
import css from './add.module.css'
import { AddFooter } from './add-footer.tsx'
import type { AskedFormProps } from './new-disk-form.tsx'
import { useAddDisk } from './use-add-disk.ts'
import { useFirstFocus } from './use-first-focus.ts'

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
  const { value: report, error: unreadable } = useReport(path)
  const { busy, error, add } = useAddDisk(onDone)
  const job = useJobOf(useForm().guest.id)
  const form = useFirstFocus<HTMLFormElement>()
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
      ref={form}
      className={css.form}
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
          {busy && job !== undefined && <JobBar job={job} />}
        </div>
      </DialogBody>
      <AddFooter busy={busy} ready={ready} onBack={onBack} />
    </form>
  )
}

/** What the file at a path is, once that is typed; an answer about an earlier path is ignored. */
function useReport(path: string): Pick<Asked<ImageReport>, 'value' | 'error'> {
  const settled = useSettled(path)
  const report = useAnswer(
    useMemo(
      () => (settled.startsWith('/') ? () => call('storage.inspect', { path: settled }) : null),
      [settled],
    ),
  )
  if (settled !== path || report.busy) return { value: null, error: null }
  return { value: report.error === null ? report.value : null, error: report.error }
}

function Report({ report }: { readonly report: ImageReport }) {
  const { t } = useTranslation()
  return (
    <div className={css.facts}>
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
