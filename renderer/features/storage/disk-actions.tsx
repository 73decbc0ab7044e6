import {
  ArrowUpFromLine,
  ChevronDown,
  FolderOpen,
  Maximize2,
  Minimize2,
  RefreshCw,
  Stethoscope,
  Wrench,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import type { ImageReport } from '../../../shared/domain/storage.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuItem } from '../../ui/menu-items.tsx'
import css from './disk-actions.module.css'

export type DiskAction = 'grow' | 'compact' | 'convert' | 'export' | 'check' | 'repair' | 'reveal'

export interface DiskActionsProps {
  readonly guest: GuestView
  readonly disk: DiskConfig
  /** As the guest's hardware is named: "Disk 1". */
  readonly name: string
  /** null while it is not known. */
  readonly report: ImageReport | null
  readonly onChoose: (action: DiskAction) => void
}

/** Why an action cannot be done now, empty where the page says so already; null where it can. */
export function refusalOf(
  t: TFunction,
  action: DiskAction,
  { guest, disk, report }: Pick<DiskActionsProps, 'guest' | 'disk' | 'report'>,
): string | null {
  if (action === 'reveal') return null
  if (guest.job !== null) return t('disk.busy')
  const allowed = guest.actions.includes(action === 'grow' ? 'configure' : 'storage')
  if (!allowed) return t(guest.state === 'saved' ? 'disk.notSaved' : 'disk.needsOff')
  if (report === null) return ''
  const writes = action === 'grow' || action === 'compact' || action === 'repair'
  if (writes && disk.readOnly) return t('disk.readOnly')
  const copies = action === 'compact' || action === 'convert'
  if (copies && report.snapshots.length > 0) return t('disk.hasSnapshots')
  return null
}

/** What can be done with a disk, with a sentence where most of it cannot be done now. */
export function DiskActions(props: DiskActionsProps) {
  const { t } = useTranslation()
  const { name, onChoose } = props
  const refusal = (action: DiskAction) => refusalOf(t, action, props)
  const item = (action: DiskAction, label: string, icon: MenuItem['icon']): MenuItem => ({
    ...{ key: action, label, icon, disabled: refusal(action) !== null },
    onSelect: () => onChoose(action),
  })
  const reasons = [
    ...new Set((['grow', 'check', 'compact', 'convert'] as const).map(refusal)),
  ].filter((reason) => reason !== null && reason !== '')
  return (
    <div className={css.actions}>
      <Button
        icon={<Maximize2 size={16} />}
        disabled={refusal('grow') !== null}
        aria-label={t('disk.growOf', { disk: name })}
        onClick={() => onChoose('grow')}
      >
        {t('disk.grow')}
      </Button>
      <Menu
        trigger={
          <Button aria-label={t('disk.moreOf', { disk: name })}>
            {t('disk.more')}
            <ChevronDown size={16} aria-hidden="true" />
          </Button>
        }
        items={[
          item('compact', t('disk.compact'), <Minimize2 size={16} />),
          item('convert', t('disk.convert'), <RefreshCw size={16} />),
          item('export', t('disk.export'), <ArrowUpFromLine size={16} />),
          { ...item('check', t('disk.check'), <Stethoscope size={16} />), divided: true },
          item('repair', t('disk.repair'), <Wrench size={16} />),
          { ...item('reveal', t('disk.reveal'), <FolderOpen size={16} />), divided: true },
        ]}
      />
      <span className={css.reason}>{reasons.join(' ')}</span>
    </div>
  )
}
