import { app, dialog } from 'electron'
import { GuesthouseError } from '../../shared/domain/errors.ts'

/** Says why on stderr, and in a box where there is a display; ends with code 1. */
export async function refuseRoot(): Promise<void> {
  const error = new GuesthouseError('ROOT_REFUSED')
  process.stderr.write(`${error.message} ${error.next}\n`)
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) {
    await app.whenReady()
    dialog.showErrorBox(error.message, error.next)
  }
  app.exit(1)
}
