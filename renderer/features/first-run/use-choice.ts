import { useCallback, useState } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { SettingsPatch } from '../../../shared/domain/settings.ts'
import { errorDataOf } from '../../ipc/call.ts'
import { changeSettings } from '../../stores/settings-store.ts'

export interface Choice {
  /** Why the last one was not kept. */
  readonly error: ErrorData | null
  readonly choose: (patch: SettingsPatch) => void
}

/**
 * Keeps what is chosen at once. That the pages are not done is kept along with it: who then makes a
 * machine and is interrupted has not been through them only because there is a machine.
 */
export function useChoice(): Choice {
  const [error, setError] = useState<ErrorData | null>(null)
  const choose = useCallback((patch: SettingsPatch) => {
    changeSettings({ ...patch, firstRun: { done: false } }).then(
      () => setError(null),
      (caught: unknown) => setError(errorDataOf(caught)),
    )
  }, [])
  return { error, choose }
}
