import { useCallback } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { DisksFolder } from '../../../shared/domain/storage.ts'
import { call } from '../../ipc/call.ts'
import { selectSettings, useSettings } from '../../stores/settings-store.ts'
import { useAnswer } from '../../ui/use-answer.ts'

export interface DisksFolderState {
  /** As it is set; null: the usual one. */
  readonly path: string | null
  /** null while it is being looked at. */
  readonly view: DisksFolder | null
  readonly error: ErrorData | null
}

/** The folder in which disks of new machines are made, and how much is free there. */
export function useDisksFolder(): DisksFolderState {
  const path = useSettings((state) => selectSettings(state).storage.disksFolder)
  const { value, error, busy } = useAnswer(
    useCallback(() => call('storage.folder', { path }), [path]),
  )
  return { path, view: busy ? null : value, error: busy ? null : error }
}
