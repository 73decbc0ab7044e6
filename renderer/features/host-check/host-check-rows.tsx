import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { useHostCheck } from '../../stores/host-check-store.ts'
import { BoxedList } from '../../ui/boxed-list.tsx'
import { CheckRow } from './check-row.tsx'
import { CheckStatus } from './check-status.tsx'
import css from './host-check.module.css'
import { useFirstCheck } from './use-host-check.ts'

/** What was found so far, in an order that stays, so that nothing moves while it fills in. */
export default function HostCheckRows() {
  const { t } = useTranslation()
  const ids = useHostCheck(useShallow(({ rows }) => rows.map(({ id }) => id)))
  const running = useHostCheck(({ state }) => state === 'running')
  const refused = useFirstCheck()
  return (
    <section className={css.rows} aria-label={t('hostCheck.rows')}>
      <CheckStatus refused={refused} />
      {ids.length > 0 && (
        <BoxedList aria-busy={running}>
          {ids.map((id) => (
            <CheckRow key={id} id={id} />
          ))}
        </BoxedList>
      )}
    </section>
  )
}
