import { type ReactNode, Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { formatFullTime, formatMiB } from '../../i18n/format.ts'
import css from './hardware-page.module.css'

export interface HardwarePageProps {
  readonly guest: GuestView
  /** Where a disk's space goes and what can be done about it, below the disk. */
  readonly diskDetails: (disk: DiskConfig) => ReactNode
}

/** What the guest consists of, to read. */
export default function HardwarePage({ guest: { config } }: HardwarePageProps) {
  const { t } = useTranslation()
  if (config === null) return null
  const { kernelBoot } = config
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('hardware.memory'), formatMiB(config.memoryMiB)],
    [t('hardware.processors'), config.cpus],
    [
      t('hardware.disks'),
      <Lines
        key="disks"
        lines={config.disks.map((disk) => ({
          id: disk.id,
          path: disk.path,
          more: disk.readOnly ? `${disk.format}, ${t('hardware.readOnly')}` : disk.format,
        }))}
      />,
    ],
    [
      t('hardware.cdroms'),
      <Lines
        key="cdroms"
        lines={config.cdroms.map(({ id, path }) =>
          path === null ? { id, more: t('hardware.emptyDrive') } : { id, path },
        )}
      />,
    ],
    [
      t('hardware.network'),
      <Lines
        key="nics"
        lines={config.nics.map(({ id, mac, network }) => ({
          ...{ id, path: mac, more: t(`strip.kind.${network.kind}`) },
        }))}
      />,
    ],
    [
      t('hardware.display'),
      t(config.display === 'vnc' ? 'hardware.displayVnc' : 'hardware.displayNone'),
    ],
    [
      t('hardware.serial'),
      <Lines key="serials" lines={config.serials.map(({ id }) => ({ id, path: id }))} />,
    ],
    ...(kernelBoot === undefined
      ? []
      : ([
          [t('hardware.kernel'), <Mono key="kernel" text={kernelBoot.kernel} />],
          ...(kernelBoot.initrd === undefined
            ? []
            : ([[t('hardware.initrd'), <Mono key="initrd" text={kernelBoot.initrd} />]] as const)),
          [t('hardware.commandLine'), <Mono key="line" text={kernelBoot.commandLine} />],
        ] as const)),
    [t('hardware.created'), formatFullTime(config.createdAt)],
  ]
  return (
    <div className={css.view}>
      <dl className={css.list}>
        {rows.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd className="selectable">{value}</dd>
          </Fragment>
        ))}
      </dl>
    </div>
  )
}

const Mono = ({ text }: { readonly text: string }) => <span className="mono">{text}</span>

interface Line {
  readonly id: string
  readonly path?: string
  readonly more?: string
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useTranslation()
  if (lines.length === 0) return <span className={css.more}>{t('hardware.none')}</span>
  return (
    <ul>
      {lines.map(({ id, path, more }) => (
        <li key={id} className={css.line}>
          {path !== undefined && <Mono text={path} />}
          {more !== undefined && <span className={css.more}>{more}</span>}
        </li>
      ))}
    </ul>
  )
}
