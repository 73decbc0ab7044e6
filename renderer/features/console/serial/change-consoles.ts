import { type Settings, TERMINAL_FONT_SIZE } from '../../../../shared/domain/settings.ts'
import { errorDataOf } from '../../../ipc/call.ts'
import { changeSettings, useSettings } from '../../../stores/settings-store.ts'
import { notifyFailure } from '../../../ui/notify.ts'

/** Changes how all terminals look; a failure is told in a toast. Never rejects. */
export const changeConsoles = (consoles: Partial<Settings['consoles']>): Promise<void> =>
  changeSettings({ consoles }).catch((error: unknown) =>
    notifyFailure({ id: 'settings', error: errorDataOf(error) }),
  )

/** The size that is on its way to the disk: keys are pressed faster than it is written. */
let wanted: number | null = null

export function changeFontSize(command: 'larger' | 'smaller' | 'reset'): void {
  const { min, normal, max } = TERMINAL_FONT_SIZE
  const now = wanted ?? useSettings.getState().settings.consoles.terminalFontSize
  const next = { larger: now + 1, smaller: now - 1, reset: normal }[command]
  const size = Math.max(min, Math.min(max, next))
  if (size === now) return
  wanted = size
  void changeConsoles({ terminalFontSize: size }).then(() => {
    if (wanted === size) wanted = null
  })
}
