import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { StripItem } from './strip-item.tsx'
import css from './status-strip.module.css'

/** How a guest is connected: for one that runs as it is, for one that is off as it will be. */
export function NetworkItem({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const { config, runtime } = guest
  if (config === null) return null
  if ((runtime?.config ?? config).nics.length === 0) {
    return (
      <StripItem label={t('strip.noNetwork')}>
        <p>{t('strip.noNetworkReason')}</p>
      </StripItem>
    )
  }
  const connections = Object.entries(runtime?.connections ?? {})
  if (connections.length === 0) {
    return (
      <StripItem label={t('strip.network')}>
        <p>{t('strip.networkReason')}</p>
      </StripItem>
    )
  }
  const names = new Set(connections.map(([, { backend }]) => t(`strip.connection.${backend}`)))
  return (
    <StripItem
      label={[...names].join(', ')}
      limited={connections.some(([, { backend }]) => backend === 'none')}
    >
      {connections.map(([id, { backend, outside, hostAccess }]) => (
        <div key={id}>
          {connections.length > 1 && <p className={css.heading}>{id}</p>}
          <p>{t(`strip.connectionReason.${backend}`)}</p>
          <p>{t(outside ? 'strip.outside' : 'strip.noOutside')}</p>
          <p>{t(hostAccess ? 'strip.hostAccess' : 'strip.noHostAccess')}</p>
        </div>
      ))}
    </StripItem>
  )
}
