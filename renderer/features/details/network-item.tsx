import { useTranslation } from 'react-i18next'
import type { ConnectionView, GuestView } from '../../../shared/domain/guest.ts'
import { hostPart } from '../../../shared/domain/addresses.ts'
import { forwardsOfNic } from '../../../shared/domain/config/network.ts'
import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import { NoticeList } from './notice-list.tsx'
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
  const { nics } = runtime?.config ?? config
  const connections = Object.entries(runtime?.connections ?? {})
  if (connections.length === 0) {
    const kinds = new Set(nics.map(({ network }) => network.kind))
    return (
      <StripItem label={[...kinds].map((kind) => t(`strip.kind.${kind}`)).join(', ')}>
        {[...kinds].map((kind) => (
          <p key={kind}>{t(`strip.kindReason.${kind}`)}</p>
        ))}
        <Forwards nics={nics} />
      </StripItem>
    )
  }
  const names = new Set<string>(
    connections.map(([, { backend }]) => t(`strip.connection.${backend}`)),
  )
  const count = nics.flatMap(forwardsOfNic).length
  if (count > 0) names.add(t('strip.forwards', { count }))
  const noticesOf = (id: string) => (runtime?.notices ?? []).filter(({ device }) => device === id)
  return (
    <StripItem
      label={[...names].join(', ')}
      limited={connections.some(
        ([id, { backend }]) => backend === 'none' || noticesOf(id).length > 0,
      )}
    >
      {connections.map(([id, connection]) => (
        <div key={id} className={css.group}>
          {connections.length > 1 && <p className={css.heading}>{id}</p>}
          <Connection {...connection} />
          <Forwards nics={nics.filter((nic) => nic.id === id)} />
          <NoticeList notices={noticesOf(id)} />
        </div>
      ))}
    </StripItem>
  )
}

function Connection({ backend, outside, hostAccess, tap }: ConnectionView) {
  const { t } = useTranslation()
  const { bridge, device } = tap ?? { bridge: '', device: '' }
  return (
    <>
      <p>{t(`strip.connectionReason.${backend}`, { bridge, device })}</p>
      {backend !== 'none' && (
        <>
          <p>{t(outside ? 'strip.outside' : 'strip.noOutside')}</p>
          <p>{t(hostAccess ? 'strip.hostAccess' : 'strip.noHostAccess')}</p>
        </>
      )}
    </>
  )
}

function Forwards({ nics }: { readonly nics: readonly NicConfig[] }) {
  const { t } = useTranslation()
  const forwards = nics.flatMap(forwardsOfNic)
  if (forwards.length === 0) return null
  return (
    <ul className={css.forwards}>
      {forwards.map(({ protocol, address, hostPort, guestPort }) => (
        <li key={`${protocol} ${address} ${hostPort}`} className="selectable">
          {t('strip.forward', {
            host: `${hostPart(address)}:${hostPort}`,
            guest: `${guestPort}/${protocol}`,
          })}
        </li>
      ))}
    </ul>
  )
}
