import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { same } from '../../../../shared/domain/differences.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { indexOfPlace, type JsonPlace } from '../draft/json-text.ts'
import { readJson } from '../draft/read-json.ts'
import { useForm } from '../form-context.ts'
import forms from '../forms/forms.module.css'
import { FormPage } from '../forms/fields.tsx'
import { updateDraft } from '../hardware-store.ts'
import css from './expert.module.css'

const write = (config: GuestConfig): string => JSON.stringify(config, null, 2)

/** The description as it is kept, to read and to change; sound text becomes the draft at once. */
export function JsonView() {
  const { t } = useTranslation()
  const { guest, draft } = useForm()
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [own, setOwn] = useState({ text: '', config: draft.base })
  // What is typed is shown as it is typed for as long as that is what the draft says.
  const isOwn = draft.json === null ? same(own.config, draft.config) : draft.json === own.text
  const text = isOwn && own.text !== '' ? own.text : (draft.json ?? write(draft.config))
  const read = useMemo(() => readJson(text, draft.base), [text, draft.base])

  const change = (next: string) => {
    const { config } = readJson(next, draft.base)
    setOwn({ text: next, config: config ?? draft.config })
    updateDraft(guest.id, (now) =>
      config === null ? { ...now, json: next } : { ...now, config, json: null, typed: {} },
    )
  }
  const goTo = (place: JsonPlace) => {
    const index = indexOfPlace(text, place)
    area.current?.focus()
    area.current?.setSelectionRange(index, index + 1)
  }
  return (
    <FormPage
      wide
      title={t('hardware.json')}
      text={t('hardware.jsonText')}
      actions={<CopyButton text={text} />}
    >
      <textarea
        ref={area}
        className={`${forms.area} ${css.json}`}
        aria-label={t('hardware.jsonLabel')}
        aria-invalid={read.problems.length > 0 || read.place !== null}
        aria-describedby={id}
        spellCheck={false}
        wrap="off"
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <div id={id} className={css.verdict} role="status">
        {read.place !== null && (
          <p className={css.wrong}>
            <TriangleAlert size={16} aria-hidden="true" />
            {t('hardware.jsonPlace', { line: read.place.line, column: read.place.column })}
            <Button look="quiet" onClick={() => read.place !== null && goTo(read.place)}>
              {t('hardware.jsonGoTo')}
            </Button>
          </p>
        )}
        {read.problems.length > 0 && (
          <ul>
            {read.problems.map(({ field, text: sentence }) => (
              <li key={`${field} ${sentence}`} className={css.wrong}>
                <TriangleAlert size={16} aria-hidden="true" />
                {field !== '' && <code className="mono">{field}</code>}
                {sentence}
              </li>
            ))}
          </ul>
        )}
        {read.config !== null && (
          <p className={css.good}>
            <CircleCheck size={16} aria-hidden="true" />
            {t('hardware.jsonGood')}
          </p>
        )}
      </div>
    </FormPage>
  )
}
