import type { WindowRequest } from '../../../shared/domain/window-requests.ts'
import type { Source } from '../ipc/source.ts'
import type { Marks } from '../marks.ts'
import type { SettingsStore } from '../settings/settings-file.ts'

export interface TellNoTrayOptions {
  readonly settings: Pick<SettingsStore, 'get' | 'onChange'>
  readonly desktop: Source<'desktop'>
  readonly marks: Marks
  readonly ask: (request: WindowRequest) => void
  /** Resolves when the desktop has had time to show the icon. */
  readonly settled: () => Promise<boolean>
}

/** Tells the person once that their desktop shows no icons in a tray. Returns its end. */
export function tellOfNoTray(options: TellNoTrayOptions): () => void {
  const { settings, desktop, marks, ask, settled } = options
  let stops: (() => void)[] = []
  const stop = (): void => {
    for (const end of stops) end()
    stops = []
  }
  const look = (): void => {
    const { desktop: wanted, firstRun } = settings.get()
    // Who is just making the app's acquaintance has other things to read.
    if (desktop.view().trayHost !== false || !wanted.tray || !firstRun.done) return
    stop()
    if (marks.has('no-tray-told')) return
    marks.set('no-tray-told', true)
    ask({ kind: 'notice', notice: 'no-tray' })
  }
  let ended = false
  void settled().then(() => {
    if (ended) return
    stops = [settings.onChange(look), desktop.onChange(look)]
    look()
  })
  return () => {
    ended = true
    stop()
  }
}
