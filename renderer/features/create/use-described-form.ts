import { useState } from 'react'
import * as z from 'zod/mini'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import { CPU_COUNT, MEMORY_MIB } from '../../../shared/domain/guest-config.ts'
import type { DescribedSource, FoundSource, Provision } from '../../../shared/domain/provision.ts'
import { call } from '../../ipc/call.ts'
import { t } from '../../i18n/index.ts'
import { nameProblem } from '../../i18n/name-text.ts'
import { showGuest } from '../../stores/view-store.ts'
import { useDialogCall } from '../../ui/use-dialog-call.ts'
import { uniqueName } from './defaults.ts'
import { startNew } from './start-new.ts'
import { takenNames } from './use-create-form.ts'

export interface DescribedForm {
  readonly name: string
  readonly memoryMiB: string
  readonly cpus: string
  readonly disks: 'copy' | 'use'
}
type Issues = Readonly<Partial<Record<keyof DescribedForm, string>>>

export interface DescribedFormState {
  readonly form: DescribedForm
  readonly issues: Issues
  readonly error: ErrorData | null
  readonly busy: boolean
  readonly set: <F extends keyof DescribedForm>(field: F, value: DescribedForm[F]) => void
  /** `acceptBacking`: the files below its disks, which the person has seen and agreed to. */
  readonly submit: (start: boolean, acceptBacking: readonly string[]) => Promise<void>
}

const wholeIn = (text: string, { min, max }: { min: number; max: number }): boolean =>
  z
    .int()
    .check(z.gte(min), z.lte(max))
    .safeParse(text.trim() === '' ? Number.NaN : Number(text)).success

function issuesOf({ name, memoryMiB, cpus }: DescribedForm): Issues {
  const problem = nameProblem(name)
  return {
    ...(problem === undefined ? {} : { name: problem }),
    ...(wholeIn(memoryMiB, MEMORY_MIB) ? {} : { memoryMiB: t('invalid.memory', MEMORY_MIB) }),
    ...(wholeIn(cpus, CPU_COUNT) ? {} : { cpus: t('invalid.cpus', CPU_COUNT) }),
  }
}

/** The state of the form for a machine that a file describes whole. */
export function useDescribedForm(found: FoundSource, source: DescribedSource): DescribedFormState {
  const { config } = source
  const [form, setForm] = useState<DescribedForm>(() => ({
    name: uniqueName(config.name, takenNames()),
    memoryMiB: String(config.memoryMiB),
    cpus: String(config.cpus),
    disks: 'copy',
  }))
  const { error, busy, run } = useDialogCall()
  const issues = issuesOf(form)
  const set: DescribedFormState['set'] = (field, value) =>
    setForm((before) => ({ ...before, [field]: value }))

  const submit = async (start: boolean, acceptBacking: readonly string[]) => {
    if (busy || Object.keys(issues).length > 0) return
    const common = {
      path: found.path,
      name: form.name,
      memoryMiB: Number(form.memoryMiB),
      cpus: Number(form.cpus),
    }
    const input: Provision =
      source.kind === 'ova'
        ? { ...common, kind: 'ova' }
        : { ...common, kind: 'libvirt', disks: form.disks, acceptBacking: [...acceptBacking] }
    await run(
      { id: 'create', name: form.name },
      () => call('provision.create', input),
      ({ id }) => {
        showGuest(id)
        if (start) void startNew(id, form.name)
      },
    )
  }
  return { form, issues, error, busy, set, submit }
}
