import { app, dialog } from 'electron'
import { GuesthouseError } from '../../shared/domain/errors.ts'

/** Says why on stderr, and in a box, in the system's language, where there is a display; ends with code 1. */
export async function refuseRoot(): Promise<void> {
  const error = new GuesthouseError('ROOT_REFUSED')
  process.stderr.write(`${error.message} ${error.next}\n`)
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) {
    await app.whenReady()
    // Loaded here: nobody else needs all languages' sentences before the first window.
    const { spokenError } = await import('./spoken-error.ts')
    const { message, next } = spokenError(error, app.getLocale())
    dialog.showErrorBox(message, next)
  }
  app.exit(1)
}
