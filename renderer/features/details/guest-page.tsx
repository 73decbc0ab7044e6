import { Tabs } from 'radix-ui'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestAction, GuestView } from '../../../shared/domain/guest.ts'
import { useGuest } from '../../stores/guests-store.ts'
import { type GuestTab, showTab, useView } from '../../stores/view-store.ts'
import { dismissFailure } from '../../ui/notify.ts'
import { failureId } from '../../actions/guest-commands.ts'
import { ErrorBar } from './error-bar.tsx'
import { GuestHeader } from './guest-header.tsx'
import css from './guest-page.module.css'
import { LogView } from './log-view.tsx'
import { OffView } from './off-view.tsx'
import { StatusStrip } from './status-strip.tsx'

export interface GuestPageProps {
  readonly id: string
  /** Before the name, e.g. the button that opens the folded sidebar. */
  readonly lead?: ReactNode
  readonly parts: GuestPageParts
}

/** What other features show on the page of a guest. */
export interface GuestPageParts {
  /** The screen of a guest that has a process, and of one that is off but has a last picture. */
  readonly screen: (guest: GuestView) => ReactNode
  /** Its serial consoles; they live on when the guest stops, to keep what was printed. */
  readonly serial: (guest: GuestView) => ReactNode
  readonly hardware: (guest: GuestView) => ReactNode
  readonly snapshots: (guest: GuestView) => ReactNode
  readonly sharing: (guest: GuestView) => ReactNode
}

function tabsOf(guest: GuestView): readonly GuestTab[] {
  if (guest.config === null) return ['screen', 'log']
  const serial: readonly GuestTab[] = guest.config.serials.length > 0 ? ['serial'] : []
  return ['screen', ...serial, 'hardware', 'snapshots', 'sharing', 'log']
}

/** What the screen's own primary button is for. */
function shownOnScreen({ runtime, config, state }: GuestView): readonly GuestAction[] {
  if (runtime === null || state === 'starting') return ['start']
  return config?.display === 'none' ? [] : ['resume']
}

/** Everything about one guest. Render it with the guest's id as its key. */
export default function GuestPage({ id, lead, parts }: GuestPageProps) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const chosen = useView((state) => state.tabs[id])
  const [serialVisited, setSerialVisited] = useState(chosen === 'serial')
  const hasError = (guest?.error ?? null) !== null
  useEffect(() => {
    if (hasError) dismissFailure(failureId(id))
  }, [hasError, id])
  if (guest === undefined) return null

  const tabs = tabsOf(guest)
  const tab = chosen !== undefined && tabs.includes(chosen) ? chosen : 'screen'
  const live = guest.runtime !== null && guest.state !== 'starting'
  const select = (value: string) => {
    if (value === 'serial') setSerialVisited(true)
    showTab(id, value as GuestTab)
  }
  const showLog = () => showTab(id, 'log')
  return (
    <article className={css.page} aria-label={guest.name}>
      <GuestHeader
        guest={guest}
        lead={lead}
        // The page's own button for it is the primary one.
        elsewhere={tab === 'screen' ? shownOnScreen(guest) : []}
      />
      <Tabs.Root className={css.tabs} value={tab} onValueChange={select}>
        <Tabs.List className={css.list} aria-label={t('page.tabs')}>
          {tabs.map((name) => (
            <Tabs.Trigger key={name} value={name} className={css.tab}>
              {t(guest.config === null && name === 'screen' ? 'page.problem' : `page.${name}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {/* The screen of a guest that is off says it at length. */}
        {guest.error !== null && (live || tab !== 'screen') && (
          <ErrorBar error={guest.error} onShowLog={tab === 'log' ? undefined : showLog} />
        )}
        <Tabs.Content className={css.panel} value="screen">
          {live ? parts.screen(guest) : <OffView guest={guest} onShowLog={showLog} />}
        </Tabs.Content>
        <Tabs.Content
          className={css.panel}
          value="serial"
          // Kept once it was opened: a terminal holds text that cannot be had again.
          {...(serialVisited ? { forceMount: true } : {})}
          hidden={tab !== 'serial'}
        >
          {parts.serial(guest)}
        </Tabs.Content>
        <Tabs.Content className={css.panel} value="hardware">
          {parts.hardware(guest)}
        </Tabs.Content>
        <Tabs.Content className={css.panel} value="snapshots">
          {parts.snapshots(guest)}
        </Tabs.Content>
        <Tabs.Content className={css.panel} value="sharing">
          {parts.sharing(guest)}
        </Tabs.Content>
        <Tabs.Content className={css.panel} value="log">
          <LogView guest={guest} />
        </Tabs.Content>
      </Tabs.Root>
      <StatusStrip guest={guest} />
    </article>
  )
}
