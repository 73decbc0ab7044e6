import { useState } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { t } from '../../i18n/index.ts'
import { useGuests } from '../../stores/guests-store.ts'
import { useHost } from '../../stores/host-store.ts'
import { showGuest } from '../../stores/view-store.ts'
import { notifyFailure } from '../../ui/notify.ts'
import { useDialogCall } from '../../ui/use-dialog-call.ts'
import { type CreateForm, defaultForm, nameFromPath, uniqueName } from './defaults.ts'
import { type Issues, validate } from './validate.ts'

const takenNames = (): readonly string[] =>
  Object.values(useGuests.getState().byId).map((guest) => guest.name)

function firstName(): string {
  const taken = takenNames()
  let number = 1
  while (taken.includes(t('create.defaultName', { number }))) number += 1
  return t('create.defaultName', { number })
}

export interface CreateFormState {
  readonly form: CreateForm
  /** What is wrong in the fields that the person has left, or in all after an attempt. */
  readonly issues: Issues
  readonly error: ErrorData | null
  readonly busy: boolean
  readonly set: <F extends keyof CreateForm>(field: F, value: CreateForm[F]) => void
  readonly leave: (field: keyof CreateForm) => void
  readonly submit: (start: boolean) => Promise<void>
}

/** The state of the dialog "New machine" and what it does when it is sent. */
export function useCreateForm(): CreateFormState {
  const [form, setForm] = useState(() => defaultForm(useHost.getState().host, firstName()))
  const [left, setLeft] = useState<ReadonlySet<keyof CreateForm>>(new Set())
  const [tried, setTried] = useState(false)
  const [named, setNamed] = useState(false)
  const { error, busy, run } = useDialogCall()

  const set: CreateFormState['set'] = (field, value) => {
    if (field === 'name') setNamed(true)
    setForm((before) => {
      const after = { ...before, [field]: value }
      const fromFile = field === 'cdrom' || field === 'diskPath'
      const name = fromFile ? nameFromPath(value) : ''
      return named || name === '' ? after : { ...after, name: uniqueName(name, takenNames()) }
    })
  }

  const validated = validate(form)
  const found = validated.ok ? {} : validated.issues
  const issues = Object.fromEntries(
    Object.entries(found).filter(([field]) => tried || left.has(field as keyof CreateForm)),
  )

  const submit = async (start: boolean) => {
    setTried(true)
    if (!validated.ok || busy) return
    const { guest } = validated
    // Whoever closed the dialog meanwhile finds the machine in the list, not started.
    await run(
      { id: 'create', name: guest.name },
      () => call('guests.create', guest),
      ({ id }) => {
        showGuest(id)
        if (start) void startNew(id, guest.name)
      },
    )
  }
  const leave = (field: keyof CreateForm) => setLeft((before) => new Set(before).add(field))
  return { form, issues, error, busy, set, leave, submit }
}

/** The machine is made by now, so that it does not start is told on its page or in a toast. */
async function startNew(id: string, name: string): Promise<void> {
  try {
    await call('guests.start', { id })
  } catch (caught) {
    const error = errorDataOf(caught)
    const shown = useGuests.getState().byId[id]?.error?.code === error.code
    if (!shown) notifyFailure({ id: `guest:${id}`, about: name, error })
  }
}
