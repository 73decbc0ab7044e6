import { useMemo } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { FoundSource } from '../../../shared/domain/provision.ts'
import { call } from '../../ipc/call.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { useSettled } from '../../ui/use-settled.ts'
import type { CreateForm } from './defaults.ts'
import type { FormSource } from './use-create-form.ts'

export type DiskSource = Extract<FormSource, { readonly kind: 'disk' }>

export interface DiskImage {
  /** undefined while it is not known, and of a file that is no disk image. */
  readonly disk: DiskSource | undefined
  /** What the file is instead. */
  readonly other: Exclude<FoundSource['source']['kind'], 'disk'> | null
  readonly error: ErrorData | null
}

const unknown: DiskImage = { disk: undefined, other: null, error: null }

/**
 * The existing disk of the form: what it is of that `source` has told, of another path main is asked,
 * so that a person knows what it builds on before the machine is made.
 */
export function useDiskImage(form: CreateForm, source: FormSource | undefined): DiskImage {
  const wanted = form.disk === 'existing' ? form.diskPath : ''
  const own = source?.kind === 'disk' && isOf(source, wanted) ? source : undefined
  const settled = useSettled(wanted)
  const asks = own === undefined && settled === wanted && settled.startsWith('/')
  const { value, error, busy } = useAnswer(
    useMemo(
      () => (asks ? () => call('provision.inspect', { path: settled }) : null),
      [asks, settled],
    ),
  )
  if (own !== undefined) return { ...unknown, disk: own }
  if (busy) return unknown
  if (error !== null) return { ...unknown, error }
  if (value === null) return unknown
  const found = value.source
  return found.kind === 'disk' ? { ...unknown, disk: found } : { ...unknown, other: found.kind }
}

const isOf = ({ guest }: DiskSource, path: string): boolean =>
  guest.disk.kind === 'existing' && guest.disk.path === path
