import { HardDrive, LayoutGrid, Plus, Search, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { selectHost, useHost } from '../../stores/host-store.ts'
import {
  goTo,
  openDialog,
  selectSearch,
  setSearch,
  showGuest,
  useView,
} from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { DropTarget } from './drop-target.tsx'
import { GuestList } from './guest-list.tsx'
import css from './sidebar.module.css'
import { useFileDrop } from './use-file-drop.ts'

/** Of the search field, for the keyboard's Ctrl+F. */
export const SEARCH_ID = 'machine-search'

export interface SidebarProps {
  /** What is under way, from the feature that knows. */
  readonly activity?: ReactNode
}

/** What stands in the sidebar: search, the machines, as whom they run, "New machine". */
export function Sidebar({ activity }: SidebarProps) {
  const { t } = useTranslation()
  const search = useView(selectSearch)
  const overview = useView(({ place }) => place.kind === 'machines')
  const storage = useView(({ place }) => place.kind === 'storage')
  const settings = useView(({ place }) => place.kind === 'settings')
  const host = useHost(selectHost)
  const { over, handlers } = useFileDrop()
  return (
    <div className={css.sidebar} {...handlers}>
      <div className={css.search}>
        <Search size={16} aria-hidden="true" />
        <input
          id={SEARCH_ID}
          type="search"
          aria-label={t('sidebar.search')}
          placeholder={t('sidebar.searchShort')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
        />
        <kbd aria-hidden="true">{t('sidebar.searchKeys')}</kbd>
      </div>
      <nav className={css.machines} aria-label={t('sidebar.label')}>
        <button
          type="button"
          className={classNames(css.place, css.overview)}
          aria-current={overview ? 'page' : undefined}
          onClick={() => showGuest(null)}
        >
          <LayoutGrid size={14} aria-hidden="true" />
          {t('sidebar.overview')}
        </button>
        <GuestList />
      </nav>
      <footer className={css.footer}>
        <button
          type="button"
          className={css.place}
          aria-current={storage ? 'page' : undefined}
          onClick={() => goTo({ kind: 'storage' })}
        >
          <HardDrive size={16} aria-hidden="true" />
          {t('sidebar.storage')}
        </button>
        {activity}
        <p>
          {t('sidebar.runsAs')}
          {host !== null && (
            <span className={css.user}>
              {t('sidebar.runsAsDetail', { user: host.user, uid: host.uid })}
            </span>
          )}
        </p>
        <div className={css.last}>
          <Button
            className={css.new}
            icon={<Plus size={16} />}
            onClick={() => openDialog({ kind: 'create' })}
          >
            {t('action.newMachine')}
          </Button>
          <IconButton
            label={t('sidebar.settings')}
            className={css.settings}
            aria-current={settings ? 'page' : undefined}
            onClick={() => goTo({ kind: 'settings' })}
          >
            <Settings size={16} />
          </IconButton>
        </div>
      </footer>
      {over && <DropTarget />}
    </div>
  )
}
