import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemsNotice } from './problems-notice.tsx'
import { headingId, type PageSection, pageSections } from './section.tsx'
import { AppearanceSection } from './sections/appearance.tsx'
import { ConnectionsSection } from './sections/connections.tsx'
import { ConsolesSection, KeyboardSection } from './sections/consoles.tsx'
import { DesktopSection, PrivacySection } from './sections/desktop.tsx'
import { NewMachinesSection, SoundSection } from './sections/machines.tsx'
import { MoreSection } from './sections/more.tsx'
import { StorageSection } from './sections/storage.tsx'
import { UpdatesSection } from './sections/updates.tsx'
import css from './settings.module.css'
import { useSectionInSight } from './use-section-in-sight.ts'

/** Everything that can be set, on one page. What is changed holds at once. */
export default function SettingsPage({ lead }: { readonly lead: ReactNode }) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  return (
    <div className={css.page}>
      <PageHeader lead={lead} title={t('settings.title')} />
      <div ref={scroller} className={css.scroller}>
        <div className={css.columns}>
          <Contents scroller={scroller} />
          <div className={css.sections}>
            <ProblemsNotice />
            <AppearanceSection />
            <NewMachinesSection />
            <StorageSection />
            <SoundSection />
            <ConsolesSection />
            <KeyboardSection />
            <DesktopSection />
            <PrivacySection />
            <ConnectionsSection />
            <UpdatesSection />
            <MoreSection />
          </div>
        </div>
      </div>
    </div>
  )
}

/** The way to each section; where there is no room, the page is scrolled. */
function Contents({ scroller }: { readonly scroller: { readonly current: HTMLElement | null } }) {
  const { t } = useTranslation()
  const [current, setCurrent] = useSectionInSight(scroller)
  const go = (section: PageSection) => {
    const heading = document.getElementById(headingId(section))
    heading?.focus({ preventScroll: true })
    heading?.scrollIntoView({ block: 'start' })
    setCurrent(section)
  }
  return (
    <nav className={css.contents} aria-label={t('settings.sectionsLabel')}>
      {pageSections.map((section) => (
        <button
          key={section}
          type="button"
          aria-current={section === current ? 'true' : undefined}
          onClick={() => go(section)}
        >
          {t(`settings.sections.${section}`)}
        </button>
      ))}
    </nav>
  )
}
