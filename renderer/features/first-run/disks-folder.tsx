import { useTranslation } from 'react-i18next'
import { call, errorDataOf } from '../../ipc/call.ts'
import { formatBytes } from '../../i18n/format.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { notifyFailure } from '../../ui/notify.ts'
import css from './keep-page.module.css'
import type { DisksFolderState } from './use-disks-folder.ts'

export interface DisksFolderProps {
  readonly folder: DisksFolderState
  readonly onChoose: (path: string | null) => void
}

/** Where disks of new machines are made, and how much is free there. */
export function DisksFolder({ folder, onChoose }: DisksFolderProps) {
  const { t } = useTranslation()
  const usual = useHost(selectHost)?.storage.path
  const { path, view, error } = folder
  const pick = async () => {
    try {
      const chosen = await call('dialogs.pickFile', { kind: 'folder' })
      if (chosen !== null) onChoose(chosen)
    } catch (caught) {
      notifyFailure({ id: 'pick-file', error: errorDataOf(caught) })
    }
  }
  const problem = error ?? view?.problem ?? null
  return (
    <section className={css.section} aria-labelledby="first-run-disks">
      <h2 id="first-run-disks" className={css.heading}>
        {t('firstRun.keep.disks')}
      </h2>
      <div className={css.folder}>
        <div className={css.where}>
          <p>{t(path === null ? 'firstRun.keep.usual' : 'firstRun.keep.other')}</p>
          <p className={`mono selectable ${css.path}`}>{path ?? view?.path ?? usual}</p>
          <p className={css.quiet}>
            {view === null
              ? error === null && t('firstRun.keep.measuring')
              : view.problem === null &&
                t('firstRun.keep.free', { size: formatBytes(view.freeBytes) })}
          </p>
        </div>
        <div className={css.buttons}>
          {path !== null && (
            <Button look="quiet" onClick={() => onChoose(null)}>
              {t('firstRun.keep.useUsual')}
            </Button>
          )}
          <Button onClick={() => void pick()}>
            {t(path === null ? 'firstRun.keep.choose' : 'firstRun.keep.chooseOther')}
          </Button>
        </div>
      </div>
      {problem !== null && <ErrorNotice tone="warn" error={problem} />}
    </section>
  )
}
