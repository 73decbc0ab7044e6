import { useTranslation } from 'react-i18next'
import type { Acceleration, AcceleratorReason as Reason } from '../../../shared/domain/guest.ts'
import { formatMilliseconds } from '../../i18n/format.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { goTo } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import css from './accelerator-reason.module.css'

export interface AcceleratorReasonProps {
  readonly reason: Reason
  /** This host's self-test, where it has ended. */
  readonly test: Acceleration | null
}

/** Why it is this accelerator, what to do about it, and what the self-test measured. */
export function AcceleratorReason({ reason, test }: AcceleratorReasonProps) {
  const { t } = useTranslation()
  const user = useHost(selectHost)?.user
  const command = `sudo usermod -aG kvm ${user ?? '"$USER"'}`
  return (
    <>
      <p>{t(`accelerator.${reason}.reason`)}</p>
      <p>{t(`accelerator.${reason}.next`)}</p>
      {reason === 'kvm-no-permission' && (
        <div className={css.command}>
          <code className="mono selectable">{command}</code>
          <CopyButton text={command} />
        </div>
      )}
      {test !== null && (test.kvmMs !== null || test.tcgMs !== null) && (
        <p className={css.quiet}>
          {t('strip.measured', {
            kvm: test.kvmMs === null ? t('strip.didNotEnd') : formatMilliseconds(test.kvmMs),
            tcg: test.tcgMs === null ? t('strip.notMeasured') : formatMilliseconds(test.tcgMs),
          })}
        </p>
      )}
      {test?.detail !== undefined && (
        <p className={`mono selectable ${css.detail}`}>{test.detail}</p>
      )}
      <Button className={css.check} onClick={() => goTo({ kind: 'host-check' })}>
        {t('hostCheck.title')}
      </Button>
    </>
  )
}
