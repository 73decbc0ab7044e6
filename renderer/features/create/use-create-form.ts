import { useState } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { NewGuest } from '../../../shared/domain/guest-config.ts'
import type { FoundSource } from '../../../shared/domain/provision.ts'
import { call } from '../../ipc/call.ts'
import { t } from '../../i18n/index.ts'
import { useGuests } from '../../stores/guests-store.ts'
import { useHost } from '../../stores/host-store.ts'
import { showGuest } from '../../stores/view-store.ts'
import { useDialogCall } from '../../ui/use-dialog-call.ts'
import { type CreateForm, defaultForm, formOf, nameFromPath, uniqueName } from './defaults.ts'
import { startNew } from './start-new.ts'
import { type Issues, validate } from './validate.ts'

export const takenNames = (): readonly string[] =>
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
  readonly submit: (start: boolean, existing: ExistingDisk) => Promise<void>
}

/** What is known of the disk that exists already. */
export interface ExistingDisk {
  /** The machine gets a copy of it. */
  readonly copied: boolean
  /** The files below it, which the person has seen and agreed to. */
  readonly acceptBacking: readonly string[]
}

/** What a file has told of the machine to be, and the person has agreed to. */
export type FormSource = Extract<FoundSource['source'], { readonly kind: 'iso' | 'disk' }>

function firstForm(source: FormSource | undefined): CreateForm {
  const { host } = useHost.getState()
  if (source === undefined) return defaultForm(host, firstName())
  const name = uniqueName(source.guest.name, takenNames())
  return formOf({ ...source.guest, name }, host, source.kind === 'disk' && source.copyOnly)
}

/** The state of the form for a machine that is made anew, and what it does when it is sent. */
export function useCreateForm(source: FormSource | undefined): CreateFormState {
  const [form, setForm] = useState(() => firstForm(source))
  const [left, setLeft] = useState<ReadonlySet<keyof CreateForm>>(new Set())
  const [tried, setTried] = useState(false)
  const [named, setNamed] = useState(false)
  const { error, busy, run } = useDialogCall()

  const set: CreateFormState['set'] = (field, value) => {
    if (field === 'name') setNamed(true)
    setForm((before) => {
      const after = { ...before, [field]: value }
      const fromFile = field === 'cdrom' || field === 'diskPath'
      const name = fromFile && typeof value === 'string' ? nameFromPath(value) : ''
      return named || name === '' ? after : { ...after, name: uniqueName(name, takenNames()) }
    })
  }

  const validated = validate(form)
  const found = validated.ok ? {} : validated.issues
  const issues = Object.fromEntries(
    Object.entries(found).filter(([field]) => tried || left.has(field as keyof CreateForm)),
  )

  const submit: CreateFormState['submit'] = async (start, { copied, acceptBacking }) => {
    setTried(true)
    if (!validated.ok || busy) return
    const guest = withAccepted(validated.guest, acceptBacking)
    // Whoever closed the dialog meanwhile finds the machine in the list, not started.
    await run(
      { id: 'create', name: guest.name },
      () =>
        copied ? call('provision.create', { kind: 'disk', guest }) : call('guests.create', guest),
      ({ id }) => {
        showGuest(id)
        if (start) void startNew(id, guest.name)
      },
    )
  }
  const leave = (field: keyof CreateForm) => setLeft((before) => new Set(before).add(field))
  return { form, issues, error, busy, set, leave, submit }
}

const withAccepted = (guest: NewGuest, accepted: readonly string[]): NewGuest =>
  guest.disk.kind === 'existing' && accepted.length > 0
    ? { ...guest, disk: { ...guest.disk, acceptBacking: [...accepted] } }
    : guest
