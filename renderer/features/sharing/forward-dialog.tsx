import { type FormEvent, type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { portForwardSchema } from '../../../shared/domain/config/network.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { deviceName } from '../../i18n/device-name.ts'
import { useGuests } from '../../stores/guests-store.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { OptionList } from '../../ui/option-list.tsx'
import {
  type Conflict,
  conflictOf,
  FIRST_FREE_PORT,
  type Forward,
  forwardingNics,
  proposePort,
  withForward,
} from './forwards.ts'
import css from './rows.module.css'
import { useConfigure } from './use-configure.ts'

const services = { ssh: 22, http: 80, https: 443, rdp: 3389 } as const
type Service = keyof typeof services | 'other'

const LOCAL = '127.0.0.1'
const EVERY = '0.0.0.0'
type Who = 'local' | 'every' | 'one'

const whoOf = (address: string): Who =>
  address === LOCAL ? 'local' : address === EVERY ? 'every' : 'one'

const serviceOf = ({ protocol, guestPort }: Forward): Service =>
  protocol === 'tcp'
    ? ((Object.keys(services) as (keyof typeof services)[]).find(
        (name) => services[name] === guestPort,
      ) ?? 'other')
    : 'other'

export interface ForwardDialogProps {
  readonly guest: GuestView
  readonly config: GuestConfig
  /** The one that is edited. */
  readonly replaced?: Forward
  readonly onClose: () => void
}

/** Which port of this computer leads where in the guest. */
export function ForwardDialog({ guest, config, replaced, onClose }: ForwardDialogProps) {
  const { t } = useTranslation()
  const byId = useGuests((state) => state.byId)
  const guests = useMemo(() => Object.values(byId), [byId])
  const nics = forwardingNics(config)
  const { busy, error, apply } = useConfigure(guest)
  const [service, setService] = useState<Service>(replaced ? serviceOf(replaced) : 'ssh')
  const [nic, setNic] = useState(replaced?.nic ?? nics[0] ?? '')
  const [protocol, setProtocol] = useState(replaced?.protocol ?? 'tcp')
  const [guestPort, setGuestPort] = useState(String(replaced?.guestPort ?? services.ssh))
  const [hostPort, setHostPort] = useState<string | null>(
    replaced === undefined ? null : String(replaced.hostPort),
  )
  const [who, setWho] = useState<Who>(whoOf(replaced?.address ?? LOCAL))
  const [address, setAddress] = useState(replaced?.address ?? '')

  // A proposal until it is typed over.
  const proposed = proposePort(Number(guestPort) || 0, protocol, guests)
  const parsed = portForwardSchema.safeParse({
    protocol,
    address: who === 'local' ? LOCAL : who === 'every' ? EVERY : address,
    hostPort: Number(hostPort ?? proposed),
    guestPort: Number(guestPort),
  })
  const wrong = new Set(parsed.error?.issues.map(({ path }) => path[0]))
  const conflict = parsed.success ? conflictOf(parsed.data, guest.id, guests, replaced) : null
  const own = conflict !== null && conflict.name === null
  const privileged = parsed.success && parsed.data.hostPort < FIRST_FREE_PORT

  const choose = (next: Service) => {
    setService(next)
    if (next === 'other') return
    setProtocol('tcp')
    setGuestPort(String(services[next]))
    if (replaced === undefined) setHostPort(null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!parsed.success || own || busy) return
    apply(withForward(config, { ...parsed.data, nic }, replaced), onClose)
  }
  return (
    <Dialog
      title={t(replaced === undefined ? 'sharing.forwardTitle' : 'sharing.editForwardTitle')}
      onClose={onClose}
    >
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <div className={css.fields}>
            <Labelled label={t('sharing.service')}>
              <Choice
                label={t('sharing.service')}
                value={service}
                onChange={choose}
                options={[
                  { value: 'ssh', label: t('sharing.serviceSsh') },
                  { value: 'http', label: t('sharing.serviceHttp') },
                  { value: 'https', label: t('sharing.serviceHttps') },
                  { value: 'rdp', label: t('sharing.serviceRdp') },
                  { value: 'other', label: t('sharing.serviceOther') },
                ]}
              />
            </Labelled>
            {service === 'other' && (
              <Labelled label={t('sharing.protocol')}>
                <Choice
                  label={t('sharing.protocol')}
                  value={protocol}
                  onChange={setProtocol}
                  options={[
                    { value: 'tcp', label: 'TCP' },
                    { value: 'udp', label: 'UDP' },
                  ]}
                />
              </Labelled>
            )}
            {nics.length > 1 && (
              <Labelled label={t('sharing.card')}>
                <Choice
                  label={t('sharing.card')}
                  value={nic}
                  onChange={setNic}
                  options={nics.map((value) => ({
                    value,
                    label: deviceName('nics', value, [config]),
                  }))}
                />
              </Labelled>
            )}
            <div className={css.pair}>
              <Field
                label={t('sharing.hostPort')}
                type="number"
                min={1}
                max={65_535}
                value={hostPort ?? String(proposed)}
                error={
                  wrong.has('hostPort')
                    ? t('sharing.portInvalid')
                    : own
                      ? t('sharing.portOwn')
                      : undefined
                }
                {...(privileged ? { hint: t('sharing.portPrivileged') } : {})}
                onChange={(event) => setHostPort(event.currentTarget.value)}
                data-first-focus
              />
              <Field
                label={t('sharing.guestPort')}
                type="number"
                min={1}
                max={65_535}
                value={guestPort}
                error={wrong.has('guestPort') ? t('sharing.portInvalid') : undefined}
                onChange={(event) => {
                  setGuestPort(event.currentTarget.value)
                  setService('other')
                }}
              />
            </div>
            <OtherHasIt conflict={conflict} />
            <OptionList
              label={t('sharing.who')}
              value={who}
              onChange={setWho}
              options={[
                { value: 'local', label: t('sharing.whoLocal'), hint: t('sharing.whoLocalHint') },
                { value: 'every', label: t('sharing.whoEvery'), hint: t('sharing.whoEveryHint') },
                { value: 'one', label: t('sharing.whoOne'), hint: t('sharing.whoOneHint') },
              ]}
            />
            {who === 'one' && (
              <Field
                label={t('sharing.address')}
                value={address}
                error={
                  address !== '' && wrong.has('address') ? t('sharing.addressInvalid') : undefined
                }
                onChange={(event) => setAddress(event.currentTarget.value.trim())}
              />
            )}
            {who === 'every' && (
              <Notice
                tone="warn"
                message={t('sharing.everyWarning')}
                next={t('sharing.everyWarningNext')}
              />
            )}
            {error !== null && <ErrorNotice error={error} />}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!parsed.success || own || busy}>
            {t(replaced === undefined ? 'sharing.forwardConfirm' : 'sharing.editForwardConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={css.labelled}>
      <span className={css.label} aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  )
}

/** Another machine has the port: a warning, because it may be off when this one runs. */
function OtherHasIt({ conflict }: { readonly conflict: Conflict | null }) {
  const { t } = useTranslation()
  if (conflict === null || conflict.name === null) return null
  return (
    <Notice
      tone="warn"
      message={t('sharing.portOther', { name: conflict.name })}
      next={t(conflict.runs ? 'sharing.portOtherRuns' : 'sharing.portOtherOff')}
    />
  )
}
