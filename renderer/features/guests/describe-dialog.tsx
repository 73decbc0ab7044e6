import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { isAllowed } from '../../actions/guest-commands.ts'
import { call } from '../../ipc/call.ts'
import { useGuests } from '../../stores/guests-store.ts'
import { closeDialog } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import css from './describe/describe.module.css'
import {
  changeOf,
  type Draft,
  draftOf,
  groupsDiffer,
  knownOf,
  LABEL_MAX,
  labelIssue,
  NOTES_MAX,
} from './describe/description.ts'
import { NotesField } from './describe/notes-field.tsx'
import { PinnedCheck } from './describe/pinned-check.tsx'
import { Suggestions } from './describe/suggestions.tsx'
import { TagsField } from './describe/tags-field.tsx'
import { each } from './many/each.ts'
import { failuresOf, type NamedFailure } from './many/list-notice.ts'
import { FailuresNotice } from './many/failures-notice.tsx'

const all = (): readonly GuestView[] => Object.values(useGuests.getState().byId)

/** What a person keeps about one machine, or about many at once. */
export default function DescribeDialog({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation()
  // As they were when the dialog was opened: what is typed is not taken away by a change.
  const [guests] = useState(() => {
    const { byId } = useGuests.getState()
    return ids.flatMap((id) => byId[id] ?? []).filter((guest) => isAllowed(guest, 'describe'))
  })
  const [known] = useState(() => knownOf(all()))
  const [draft, setDraft] = useState<Draft>(() => draftOf(guests))
  const [typedTag, setTypedTag] = useState('')
  const [busy, setBusy] = useState(false)
  const [failures, setFailures] = useState<readonly NamedFailure[]>([])
  const [first] = guests
  if (first === undefined) return null

  const isOnly = guests.length === 1
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }))
  const issueOf = (text: string): string | undefined => {
    const issue = labelIssue(text)
    return issue && t(issue, { max: LABEL_MAX })
  }
  const sound =
    [draft.group, draft.osName, typedTag].every((text) => labelIssue(text) === undefined) &&
    draft.notes.length <= NOTES_MAX

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!sound || busy) return
    // A tag that was typed and not entered is meant as well.
    const tag = typedTag.trim()
    const tags = tag === '' || draft.tags.includes(tag) ? draft.tags : [...draft.tags, tag]
    const changes = new Map(
      guests.flatMap((guest) => {
        const changed = changeOf(guest, { ...draft, tags }, isOnly)
        return changed === null ? [] : [[guest.id, changed] as const]
      }),
    )
    setBusy(true)
    const results = await each([...changes.keys()], (id) =>
      call('guests.describe', { id, ...changes.get(id) }),
    )
    setBusy(false)
    const failed = failuresOf(results)
    setFailures(failed)
    if (failed.length === 0) closeDialog()
  }
  return (
    <Dialog
      title={isOnly ? t('describe.title') : t('describe.titleMany', { count: guests.length })}
      {...(isOnly ? { description: first.name } : {})}
      onClose={closeDialog}
    >
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <DialogBody>
          <div className={css.fields}>
            <div className={css.field}>
              <Field
                label={t('describe.group')}
                hint={t(groupsDiffer(guests) ? 'describe.groupMixed' : 'describe.groupHint')}
                error={issueOf(draft.group)}
                value={draft.group}
                onChange={(event) =>
                  change({ group: event.currentTarget.value, groupTouched: true })
                }
                data-first-focus
              />
              <Suggestions
                label={t('describe.groupHas')}
                options={known.groups}
                typed={draft.groupTouched ? draft.group : ''}
                onChoose={(group) => change({ group, groupTouched: true })}
                nameOf={(group) => group}
              />
            </div>
            <TagsField
              tags={draft.tags}
              someTags={draft.someTags}
              known={known.tags}
              typed={typedTag}
              onType={setTypedTag}
              onChange={(tags, someTags) => change({ tags, someTags })}
            />
            {isOnly && (
              <>
                <Field
                  label={t('describe.osName')}
                  hint={t('describe.osNameHint')}
                  error={issueOf(draft.osName)}
                  value={draft.osName}
                  onChange={(event) => change({ osName: event.currentTarget.value })}
                />
                <NotesField value={draft.notes} onChange={(notes) => change({ notes })} />
              </>
            )}
            <PinnedCheck value={draft.pinned} onChange={(pinned) => change({ pinned })} />
            {failures.length > 0 && (
              <FailuresNotice action="describe" of={guests.length} failures={failures} />
            )}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={closeDialog}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!sound || busy}>
            {t('describe.save')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
