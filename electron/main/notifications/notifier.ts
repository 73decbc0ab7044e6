import { BrowserWindow, Notification } from 'electron'
import type { WindowRequest } from '../../../shared/domain/window-requests.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Journal, JournalNews } from '../journal/journal.ts'
import { spokenLocale } from '../spoken-locale.ts'
import { type Reason, worthTelling } from './worth-telling.ts'

interface NotifierOptions {
  readonly journal: Pick<Journal, 'onNews'>
  /** Shows the main window, there. */
  readonly show: (request: WindowRequest) => void
  readonly logger: Logger
}

/** Notifications that are kept for a click; the desktop shows no more than a few. */
const MOST_KEPT = 20

/** ms: Electron waits for the desktop's answer, and the whole app with it. */
const PATIENCE_MS = 1_000

/** Has the desktop tell of what ends while no window of ours is in front. Returns its end. */
export function notifyOf({ journal, show, logger }: NotifierOptions): () => void {
  /** One that nothing refers to is collected, and a click on it lost. */
  const shown = new Set<Notification>()
  let tooSlow = false

  const tell = async ({ entry }: JournalNews, reason: Reason): Promise<void> => {
    // Loaded with the first one: both languages' sentences are of no use until then.
    const { notificationText } = await import('./notification-text.ts')
    const notification = new Notification({
      ...notificationText(entry, reason, spokenLocale()),
      ...(reason === 'crashed' ? { urgency: 'critical' } : {}),
    })
    shown.add(notification)
    const [oldest] = shown
    if (shown.size > MOST_KEPT && oldest !== undefined) shown.delete(oldest)
    notification.on('close', () => shown.delete(notification))
    notification.on('click', () => {
      shown.delete(notification)
      show(entry.guest === null ? { kind: 'activity' } : { kind: 'guest', id: entry.guest })
    })
    const before = performance.now()
    notification.show()
    if (performance.now() - before < PATIENCE_MS) return
    tooSlow = true
    logger.warn('the desktop takes too long for notifications, and gets no more of them')
  }
  const stop = journal.onNews((news) => {
    const reason = worthTelling(news, BrowserWindow.getFocusedWindow() !== null)
    if (reason === null || tooSlow || !Notification.isSupported()) return
    tell(news, reason).catch((error: unknown) => {
      logger.warn('the desktop was not told', { error: String(error) })
    })
  })
  return () => {
    stop()
    for (const notification of shown) notification.close()
  }
}
