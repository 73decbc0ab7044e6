import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type KeyboardLayout, keyboardLayouts } from '../../../../shared/domain/settings.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { keep, useKept } from '../../../stores/kept-store.ts'
import { useSettings } from '../../../stores/settings-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../../ui/dialog.tsx'
import { notifyFailure } from '../../../ui/notify.ts'
import css from './type-dialog.module.css'
import { planText, type TextPlan } from './typing/plan-text.ts'

/** Characters: a person who wants to hand over more has better ways. */
const MAX_TEXT = 20_000

export interface TypeDialogProps {
  readonly id: string
  readonly name: string
  /** What is in it at first. */
  readonly text: string
  readonly onType: (plan: TextPlan) => void
  readonly onClose: () => void
}

/** A text that is typed into the guest, and the keyboard that the guest takes it from. */
export function TypeDialog({ id, name, text: given, onType, onClose }: TypeDialogProps) {
  const { t } = useTranslation()
  const field = useId()
  const [text, setText] = useState(given.slice(0, MAX_TEXT))
  const own = useKept((state) => state.keyboardLayouts[id])
  const usual = useSettings(({ settings }) => settings.keyboard.layout)
  const layout = own ?? usual
  const plan = planText(text, layout)
  const choose = (chosen: KeyboardLayout) =>
    keep({ keyboardLayouts: { ...useKept.getState().keyboardLayouts, [id]: chosen } })
  const paste = () => {
    call('clipboard.read').then(
      (read) => setText((before) => (before + read.text).slice(0, MAX_TEXT)),
      (error: unknown) => notifyFailure({ id: `typing:${id}`, error: errorDataOf(error) }),
    )
  }
  return (
    <Dialog title={t('console.typing.title', { name })} onClose={onClose}>
      <DialogBody>
        <div className={css.fields}>
          <div className={css.field}>
            <div className={css.head}>
              <label htmlFor={`${field}-text`}>{t('console.typing.text')}</label>
              <Button look="quiet" onClick={paste}>
                {t('console.typing.paste')}
              </Button>
            </div>
            <textarea
              id={`${field}-text`}
              className={css.text}
              rows={5}
              maxLength={MAX_TEXT}
              spellCheck={false}
              data-first-focus
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {plan.missing.length > 0 && (
              <p className={css.missing} role="status">
                {t('console.typing.missing', { characters: plan.missing.slice(0, 20).join(' ') })}
              </p>
            )}
          </div>
          <div className={css.field}>
            <label htmlFor={`${field}-layout`}>{t('console.typing.layout')}</label>
            <select
              id={`${field}-layout`}
              className={css.select}
              aria-describedby={`${field}-hint`}
              value={layout}
              onChange={(event) => choose(event.currentTarget.value as KeyboardLayout)}
            >
              {keyboardLayouts.map((one) => (
                <option key={one} value={one}>
                  {t(`console.typing.${one}`)}
                </option>
              ))}
            </select>
            <p id={`${field}-hint`} className={css.hint}>
              {t('console.typing.layoutHint')}
            </p>
          </div>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="primary" disabled={plan.strokes.length === 0} onClick={() => onType(plan)}>
          {t('console.typing.start')}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
