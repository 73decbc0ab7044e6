import { Menu } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ActivityButton } from '../features/activity/activity-button.tsx'
import { Sidebar } from '../features/guests/sidebar.tsx'
import { selectDrawerOpen, setDrawerOpen, useView } from '../stores/view-store.ts'
import { Button } from '../ui/button.tsx'
import { useMediaQuery } from '../ui/use-media-query.ts'
import { Page } from './page.tsx'
import css from './shell.module.css'

const Drawer = lazy(() => import('../ui/drawer.tsx'))

/** The window: the sidebar and the page. Below 900 px the sidebar folds away behind a button. */
export function Shell() {
  const { t } = useTranslation()
  const folded = useMediaQuery('(max-width: 899px)')
  const drawerOpen = useView(selectDrawerOpen)
  const lead = folded ? (
    <Button
      look="quiet"
      className={css.menu}
      aria-label={t('app.openMenu')}
      aria-expanded={drawerOpen}
      onClick={() => setDrawerOpen(true)}
    >
      <Menu size={18} />
    </Button>
  ) : undefined
  return (
    <div className={css.shell}>
      {!folded && (
        <aside className={css.sidebar} aria-label={t('app.name')}>
          <Sidebar activity={<ActivityButton />} />
        </aside>
      )}
      <main className={css.main}>
        <Page lead={lead} />
      </main>
      {folded && drawerOpen && (
        <Suspense fallback={null}>
          <Drawer label={t('sidebar.label')} onClose={() => setDrawerOpen(false)}>
            <Sidebar activity={<ActivityButton />} />
          </Drawer>
        </Suspense>
      )}
    </div>
  )
}
