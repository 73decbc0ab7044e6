import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { AcceleratorReason } from './accelerator-reason.tsx'
import { NetworkItem } from './network-item.tsx'
import { NoticesItem } from './notices-item.tsx'
import { SoundItem } from './sound-item.tsx'
import css from './status-strip.module.css'
import { StripItem as Item } from './strip-item.tsx'
import { UsageItem } from './usage-item.tsx'
import { WhatItem } from './what-item.tsx'

/** As whom a guest runs, on what and with which network; each item says why. */
export function StatusStrip({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const host = useHost(selectHost)
  const { runtime, config } = guest
  if (config === null) return null
  const who =
    runtime === null
      ? host !== null && t('strip.willRunAsYou', { uid: host.uid })
      : runtime.uid === host?.uid
        ? t('strip.runsAsYou', { uid: runtime.uid })
        : t('strip.runsAs', { user: runtime.user, uid: runtime.uid })
  return (
    <section className={css.strip} aria-label={t('strip.label')}>
      <WhatItem config={runtime?.config ?? config} />
      {who !== false && (
        <Item label={who}>
          <p>{t('strip.runsAsReason')}</p>
          {runtime !== null && (
            <p className={css.quiet}>{t('strip.process', { pid: runtime.pid })}</p>
          )}
        </Item>
      )}
      <AcceleratorItem guest={guest} />
      <SoundItem guest={guest} />
      <NetworkItem guest={guest} />
      {runtime !== null && <UsageItem id={guest.id} />}
      <NoticesItem guest={guest} />
    </section>
  )
}

/** What the guest runs on; for one that is off, what the self-test chose for this computer. */
function AcceleratorItem({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const host = useHost(selectHost)
  const test = host?.acceleration ?? null
  const { runtime } = guest
  if (runtime !== null) {
    return (
      <Item label={t(`strip.${runtime.accelerator}`)} limited={runtime.accelerator === 'tcg'}>
        <AcceleratorReason reason={runtime.acceleratorReason} test={test} />
      </Item>
    )
  }
  if (guest.config?.accelerator !== 'auto' || host === null) return null
  if (test === null) {
    return host.qemu === null ? null : <span className={css.text}>{t('strip.testing')}</span>
  }
  return (
    <Item label={t(`strip.${test.accelerator}`)} limited={test.accelerator === 'tcg'}>
      <AcceleratorReason reason={test.reason} test={test} />
    </Item>
  )
}
