import { ExternalLink, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { hostPart } from '../../../shared/domain/addresses.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ForwardDialog } from './forward-dialog.tsx'
import {
  type Forward,
  type ForwardRow,
  forwardingNics,
  forwardRows,
  webAddress,
  withoutForward,
} from './forwards.ts'
import css from './rows.module.css'
import { canConfigure, Section, ValidityMark } from './section.tsx'
import { useConfigure } from './use-configure.ts'

export interface ForwardsSectionProps {
  readonly guest: GuestView
  readonly config: GuestConfig
}

/** Ports of this computer that lead into the guest; changes hold at once where that can be. */
export function ForwardsSection({ guest, config }: ForwardsSectionProps) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<{ readonly replaced?: Forward } | null>(null)
  const { busy, error, apply } = useConfigure(guest)
  const rows = forwardRows(guest)
  const possible = forwardingNics(config).length > 0
  const changeable = canConfigure(guest) && !busy
  return (
    <Section
      title={t('sharing.forwards')}
      text={t(possible ? 'sharing.forwardsText' : 'sharing.forwardsNone')}
      actions={
        possible && (
          <Button icon={<Plus size={16} />} disabled={!changeable} onClick={() => setDialog({})}>
            {t('sharing.addForward')}
          </Button>
        )
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      <ul>
        {rows.map((row) => (
          <Row
            key={row.key}
            row={row}
            changeable={changeable}
            onEdit={() => setDialog({ replaced: row.forward })}
            onRemove={() => apply(withoutForward(config, row.forward))}
          />
        ))}
      </ul>
      {dialog !== null && (
        <ForwardDialog guest={guest} config={config} {...dialog} onClose={() => setDialog(null)} />
      )}
    </Section>
  )
}

interface RowProps {
  readonly row: ForwardRow
  readonly changeable: boolean
  readonly onEdit: () => void
  readonly onRemove: () => void
}

function Row({ row: { forward, validity }, changeable, onEdit, onRemove }: RowProps) {
  const { t } = useTranslation()
  const { protocol, address, hostPort, guestPort } = forward
  const place = `${hostPart(address)}:${hostPort}`
  const web = validity === 'now' ? webAddress(forward) : null
  const about = { port: hostPort }
  return (
    <li className={css.row}>
      <div className={css.main}>
        <span className="mono selectable">{place}</span>
        <span className={css.quiet}>
          {t('sharing.leadsTo', { port: guestPort, protocol: protocol.toUpperCase() })}
        </span>
      </div>
      <ValidityMark validity={validity} />
      <div className={css.buttons}>
        {web !== null && (
          <a
            className={css.link}
            href={web}
            target="_blank"
            rel="noreferrer"
            aria-label={t('sharing.openOf', about)}
            title={t('sharing.openOf', about)}
          >
            <ExternalLink size={16} aria-hidden="true" />
          </a>
        )}
        {validity !== 'ending' && (
          <>
            <IconButton
              label={t('sharing.editForwardOf', about)}
              disabled={!changeable}
              onClick={onEdit}
            >
              <Pencil size={16} />
            </IconButton>
            <IconButton
              label={t('sharing.removeForwardOf', about)}
              disabled={!changeable}
              onClick={onRemove}
            >
              <Trash2 size={16} />
            </IconButton>
          </>
        )}
      </div>
    </li>
  )
}
