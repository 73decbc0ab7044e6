import { type BrowserWindow, dialog } from 'electron'
import type { Logger } from '../../platform/logger.ts'
import { nativeTexts } from '../native-texts.ts'

const LOAD_AGAIN = 1

/**
 * Asks the person whether to go on waiting for a page that does not respond, until it does. A page
 * that is not waited for is ended as if it had crashed, which loads it again.
 */
export function offerToReload(window: BrowserWindow, logger: Logger): void {
  const { webContents } = window
  let asking: AbortController | null = null
  const settle = (): void => asking?.abort()
  const ask = async (): Promise<void> => {
    logger.warn('the window’s page does not respond')
    if (asking !== null) return
    const question = new AbortController()
    asking = question
    const { unresponsive, wait, loadAgain } = nativeTexts()
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: unresponsive.message,
      detail: unresponsive.next,
      buttons: [wait, loadAgain],
      ...{ defaultId: 0, cancelId: 0, noLink: true },
      signal: question.signal,
    })
    asking = null
    if (response !== LOAD_AGAIN || question.signal.aborted || window.isDestroyed()) return
    webContents.forcefullyCrashRenderer()
  }
  webContents.on('unresponsive', () => {
    ask().catch((error: unknown) => logger.error('nobody was asked', { error: String(error) }))
  })
  webContents.on('responsive', settle)
  webContents.on('render-process-gone', settle)
  window.on('closed', settle)
}
