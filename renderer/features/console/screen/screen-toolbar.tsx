import { AppWindow, Maximize, PanelsTopLeft } from 'lucide-react'
import { type ReactNode, type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { releaseKeysText, useReleaseChord } from '../../../actions/release-keys.ts'
import { formatMilliseconds } from '../../../i18n/format.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import type { ScreenMode } from '../../../../shared/domain/settings.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { notifyFailure } from '../../../ui/notify.ts'
import { ClipboardMenu } from './clipboard-menu.tsx'
import { ModeMenu } from './mode-menu.tsx'
import { MoreMenu } from './more-menu.tsx'
import { copyPicture, savePicture } from './picture-actions.ts'
import type { ScreenLink, ScreenState } from './screen-link.ts'
import css from './screen-toolbar.module.css'
import { TypingProgress } from './typing-progress.tsx'
import { useRoundTrip } from './use-round-trip.ts'
import type { Typing } from './use-typing.ts'

export interface ScreenToolbarProps {
  readonly guest: GuestView
  readonly ownWindow: boolean
  readonly link: ScreenLink | null
  readonly screen: ScreenState
  readonly mode: ScreenMode
  /** The keyboard is the guest's. */
  readonly typing: boolean
  readonly text: Typing
  /** The menu of keys, which a full screen has too. */
  readonly keys: ReactNode
  readonly onFullScreen: () => void
  readonly ref?: Ref<HTMLDivElement>
}

/** Below a guest's screen: who has the keyboard, and what can be done with the screen. */
export function ScreenToolbar(props: ScreenToolbarProps) {
  const { guest, ownWindow, link, screen, mode, typing, text, keys, onFullScreen, ref } = props
  const { t } = useTranslation()
  const { id, name } = guest
  const [latencyShown, setLatencyShown] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const doing = (work: Promise<string | null>) =>
    void work.then(setSaid, (error: unknown) =>
      notifyFailure({ id: `screen:${id}`, error: errorDataOf(error), about: name }),
    )
  const window = ownWindow ? 'mainWindow' : 'ownWindow'
  return (
    <div className={css.bar} ref={ref} role="toolbar" aria-label={t('console.toolbar')}>
      {text.progress === null ? (
        <Hint typing={typing} said={typing ? null : said} screen={screen} />
      ) : (
        <TypingProgress progress={text.progress} onStop={text.stop} />
      )}
      <div className={css.tools}>
        {latencyShown && <RoundTrip link={link} connected={screen.connection === 'connected'} />}
        <ModeMenu id={id} mode={mode} resizable={screen.resizable} />
        {keys}
        <ClipboardMenu guest={guest} />
        <MoreMenu
          viewOnly={screen.viewOnly}
          latencyShown={latencyShown}
          onViewOnly={(on) => link?.setViewOnly(on)}
          onLatency={setLatencyShown}
          onSave={() =>
            doing(
              savePicture(id, name).then((path) =>
                path === null ? null : t('console.saved', { path }),
              ),
            )
          }
          onCopy={() => doing(copyPicture(id).then(() => t('console.copiedPicture')))}
        />
        <IconButton
          label={t(`console.more.${window}`)}
          onClick={() =>
            doing(
              call(ownWindow ? 'windows.openMain' : 'windows.openGuest', { id }).then(() => null),
            )
          }
        >
          {ownWindow ? <PanelsTopLeft size={16} /> : <AppWindow size={16} />}
        </IconButton>
        <IconButton label={t('console.full.enter')} onClick={onFullScreen}>
          <Maximize size={16} />
        </IconButton>
      </div>
    </div>
  )
}

interface HintProps {
  readonly typing: boolean
  readonly said: string | null
  readonly screen: ScreenState
}

/** Who has the keyboard; told to a screen reader whenever it changes hands. */
function Hint({ typing, said, screen }: HintProps) {
  const { t } = useTranslation()
  const keys = releaseKeysText(useReleaseChord(), t)
  const state = screen.viewOnly ? 'looking' : typing ? 'held' : 'free'
  return (
    <p className={css.hint} data-held={state === 'held'} role="status">
      {said ?? (
        <>
          <span className={css.long}>
            {t(
              state === 'held' && !screen.absolutePointer
                ? 'console.pointerLocked'
                : `console.${state}`,
              { keys },
            )}
          </span>
          <span className={css.short} aria-hidden="true">
            {t(`console.${state}Short`, { keys })}
          </span>
        </>
      )}
    </p>
  )
}

interface RoundTripProps {
  readonly link: ScreenLink | null
  readonly connected: boolean
}

function RoundTrip({ link, connected }: RoundTripProps) {
  const { t } = useTranslation()
  const time = useRoundTrip(connected ? link : null, true)
  return (
    <p className={css.latency} title={t('console.latencyHint')} data-testid="round-trip">
      {time === null
        ? t('console.latencyNone')
        : t('console.latency', { time: formatMilliseconds(Math.max(1, time)) })}
    </p>
  )
}
