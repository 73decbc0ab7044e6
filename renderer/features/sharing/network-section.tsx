import { RotateCw } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NicAddress } from '../../../shared/domain/addresses.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { deviceName } from '../../i18n/device-name.ts'
import { call } from '../../ipc/call.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { showTab } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import css from './network-section.module.css'
import { Section } from './section.tsx'
import { isUserName, sshLine, sshTarget } from './ssh-line.ts'

const sources = {
  agent: 'sharing.fromAgent',
  passt: 'sharing.fromNetwork',
  slirp: 'sharing.fromNetwork',
} as const

export interface NetworkSectionProps {
  readonly guest: GuestView
  readonly config: GuestConfig
}

/** Each network card in words, its addresses, and the line that logs in. */
export function NetworkSection({ guest, config }: NetworkSectionProps) {
  const { t } = useTranslation()
  const { id, runtime } = guest
  const run = guest.state === 'running' ? (runtime?.run ?? null) : null
  const addresses = useAnswer(
    useCallback(async () => (run === null ? [] : call('guests.addresses', { id })), [id, run]),
  )
  const found = addresses.value ?? []
  const { nics } = runtime?.config ?? config
  const configs = [config, runtime?.config ?? null]
  return (
    <Section
      title={t('sharing.network')}
      actions={
        <>
          {run !== null && (
            <IconButton
              label={t('sharing.askAgain')}
              disabled={addresses.busy}
              onClick={addresses.again}
            >
              <RotateCw size={16} />
            </IconButton>
          )}
          <Button look="quiet" onClick={() => showTab(id, 'hardware')}>
            {t('sharing.changeNetwork')}
          </Button>
        </>
      }
    >
      {nics.length === 0 && <p className={css.quiet}>{t('strip.noNetworkReason')}</p>}
      <ul>
        {nics.map((nic) => {
          const connection = runtime?.connections[nic.id]
          return (
            <li key={nic.id} className={css.nic}>
              <div className={css.words}>
                <span className={css.name}>{deviceName('nics', nic.id, configs)}</span>
                <span>
                  {t(`strip.kind.${nic.network.kind}`)}
                  {connection !== undefined && connection.backend === 'none' && (
                    <span className={css.quiet}> · {t('strip.connection.none')}</span>
                  )}
                  {!nic.connected && <span className={css.quiet}> · {t('sharing.unplugged')}</span>}
                </span>
                <span className={css.quiet}>
                  {connection === undefined
                    ? t(`strip.kindReason.${nic.network.kind}`)
                    : t(`strip.connectionReason.${connection.backend}`, {
                        bridge: connection.tap?.bridge ?? '',
                        device: connection.tap?.device ?? '',
                      })}
                </span>
              </div>
              <Addresses addresses={found.filter((address) => address.nic === nic.id)} />
            </li>
          )
        })}
      </ul>
      {run !== null && addresses.value !== null && found.length === 0 && nics.length > 0 && (
        <p className={css.quiet}>{t('sharing.noAddress')}</p>
      )}
      {addresses.error !== null && <ErrorNotice tone="warn" error={addresses.error} />}
      {nics.length > 0 && <Ssh config={runtime?.config ?? config} addresses={found} />}
    </Section>
  )
}

function Addresses({ addresses }: { readonly addresses: readonly NicAddress[] }) {
  const { t } = useTranslation()
  return (
    <ul className={css.addresses}>
      {addresses.map(({ address, source }) => (
        <li key={address} className={css.address}>
          <span className="mono selectable">{address}</span>
          <span className={css.quiet}>{t(sources[source])}</span>
          <CopyButton text={address} label={t('sharing.copyShort')} />
        </li>
      ))}
    </ul>
  )
}

interface SshProps {
  readonly config: GuestConfig
  readonly addresses: readonly NicAddress[]
}

function Ssh({ config, addresses }: SshProps) {
  const { t } = useTranslation()
  const hostUser = useHost(selectHost)?.user ?? ''
  const [typed, setTyped] = useState<string | null>(null)
  const target = sshTarget(config, addresses)
  if (target === null) return <p className={css.quiet}>{t('sharing.noSsh')}</p>
  const user = typed ?? hostUser
  const valid = isUserName(user)
  const line = sshLine(valid ? user : 'user', target)
  return (
    <div className={css.ssh}>
      <div className={css.user}>
        <Field
          label={t('sharing.sshUser')}
          value={user}
          error={valid ? undefined : t('sharing.sshUserInvalid')}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <code className={`${css.line} mono selectable`}>{line}</code>
      <CopyButton text={line} />
    </div>
  )
}
