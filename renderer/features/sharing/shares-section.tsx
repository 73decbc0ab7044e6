import { FolderPlus, Pencil, Trash2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgentView } from '../../../shared/domain/agent.ts'
import type { ShareConfig } from '../../../shared/domain/config/devices.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { MountLine } from '../../../shared/domain/sharing.ts'
import { call } from '../../ipc/call.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useWork } from '../../ui/use-work.ts'
import css from './rows.module.css'
import { canConfigure, Section, ValidityMark } from './section.tsx'
import { ShareDialog } from './share-dialog.tsx'
import { type ShareRow, shareRows, withoutShare } from './shares.ts'
import { useConfigure } from './use-configure.ts'

/** As many as the schema takes. */
const MOST = 8

export interface SharesSectionProps {
  readonly guest: GuestView
  readonly config: GuestConfig
  /** null where no agent answers. */
  readonly agent: AgentView | null
}

/** Folders of this computer that the guest can mount, and what mounts them there. */
export function SharesSection({ guest, config, agent }: SharesSectionProps) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<{ readonly edited?: ShareConfig } | null>(null)
  const { busy, error, apply } = useConfigure(guest)
  const rows = shareRows(guest)
  const changeable = canConfigure(guest) && !busy
  const lines = useMountLines(guest)
  return (
    <Section
      title={t('sharing.folders')}
      text={t('sharing.foldersText')}
      actions={
        <Button
          icon={<FolderPlus size={16} />}
          disabled={!changeable || config.shares.length >= MOST}
          onClick={() => setDialog({})}
        >
          {t('sharing.addFolder')}
        </Button>
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {lines.error !== null && <ErrorNotice tone="warn" error={lines.error} />}
      <ul>
        {rows.map((row) => (
          <Row
            key={`${row.share.id} ${row.validity}`}
            guest={guest}
            row={row}
            line={(lines.value ?? []).find(({ share }) => share === row.share.id)}
            canMount={agent?.can.mount ?? false}
            changeable={changeable}
            onEdit={() => setDialog({ edited: row.share })}
            onRemove={() => apply(withoutShare(config, row.share.id))}
          />
        ))}
      </ul>
      <SavingNote guest={guest} />
      {dialog !== null && (
        <ShareDialog guest={guest} config={config} {...dialog} onClose={() => setDialog(null)} />
      )}
    </Section>
  )
}

/** What mounts each folder; it depends on how the guest was started, or would be. */
function useMountLines({ id, runtime, config }: GuestView) {
  const run = runtime?.run ?? null
  const { shares } = runtime?.config ?? config ?? { shares: [] }
  const tags = shares.map(({ id: share, tag, driver, readOnly }) =>
    [share, tag, driver, readOnly].join(' '),
  )
  const key = `${run} ${tags.join()}`
  return useAnswer(
    useCallback(
      async (): Promise<readonly MountLine[]> =>
        key.endsWith(' ') ? [] : call('sharing.mountLines', { id }),
      [id, key],
    ),
  )
}

interface RowProps {
  readonly guest: GuestView
  readonly row: ShareRow
  readonly line: MountLine | undefined
  readonly canMount: boolean
  readonly changeable: boolean
  readonly onEdit: () => void
  readonly onRemove: () => void
}

function Row({ guest, row, line, canMount, changeable, onEdit, onRemove }: RowProps) {
  const { t } = useTranslation()
  const { share, validity } = row
  const { busy, error, run } = useWork(guest)
  const [mounted, setMounted] = useState<string | null>(null)
  const mount = () =>
    void run(
      () => call('sharing.mount', { id: guest.id, share: share.id }),
      ({ mountPoint }) => setMounted(mountPoint),
    )
  // Of a folder that the guest does not have yet nobody knows how it will get it.
  const known = validity === 'now' || validity === 'off' ? line : undefined
  const facts = [
    ...(known === undefined ? [] : [known.driver]),
    ...(share.readOnly ? [t('sharing.onlyRead')] : []),
  ]
  return (
    <li className={css.row}>
      <div className={css.main}>
        <span className="mono selectable">{share.path}</span>
        <span className={css.quiet}>
          {[t('sharing.as', { tag: share.tag }), ...facts].join(', ')}
        </span>
      </div>
      <ValidityMark validity={validity} />
      <div className={css.buttons}>
        {validity === 'now' && canMount && (
          <Button disabled={busy} onClick={mount}>
            {t('sharing.mount')}
          </Button>
        )}
        {validity !== 'ending' && (
          <>
            <IconButton
              label={t('sharing.editFolderOf', { tag: share.tag })}
              disabled={!changeable}
              onClick={onEdit}
            >
              <Pencil size={16} />
            </IconButton>
            <IconButton
              label={t('sharing.removeFolderOf', { tag: share.tag })}
              disabled={!changeable}
              onClick={onRemove}
            >
              <Trash2 size={16} />
            </IconButton>
          </>
        )}
      </div>
      {known !== undefined && guest.config?.os !== 'windows' && (
        <div className={css.below}>
          <code className={`${css.line} mono selectable`}>{known.line}</code>
          <CopyButton text={known.line} />
        </div>
      )}
      {mounted !== null && (
        <p role="status" className={css.said}>
          {t('sharing.mountedAt', { path: mounted })}
        </p>
      )}
      {error !== null && (
        <div className={css.below}>
          <ErrorNotice error={error} />
        </div>
      )}
    </li>
  )
}

/** Says that a folder is what keeps the guest from being saved now. */
function SavingNote({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const { id, runtime, state } = guest
  const run = state === 'running' && (runtime?.config.shares.length ?? 0) > 0 ? runtime?.run : null
  const blockers = useAnswer(
    useCallback(
      async () => (run === null || run === undefined ? [] : call('guests.saveBlockers', { id })),
      [id, run],
    ),
  )
  if (!(blockers.value ?? []).some(({ code }) => code === 'FOLDER')) return null
  return <Notice tone="warn" message={t('sharing.noSaving')} next={t('sharing.noSavingNext')} />
}
