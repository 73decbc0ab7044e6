import { FolderOpen } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../../shared/domain/errors.ts'
import { formatBytes } from '../../../i18n/format.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { selectHost, useHost } from '../../../stores/host-store.ts'
import { Button } from '../../../ui/button.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { Row, useRowIds } from '../row.tsx'
import { Section } from '../section.tsx'
import css from '../settings.module.css'
import { useSetting } from '../use-setting.ts'

export function StorageSection() {
  const { t } = useTranslation()
  const { value: path, error, change } = useSetting('storage.disksFolder')
  const ids = useRowIds()
  const [pickError, setPickError] = useState<ErrorData | null>(null)
  const choose = () => {
    setPickError(null)
    call('dialogs.pickFile', { kind: 'folder' }).then(
      (chosen) => (chosen === null ? undefined : change(chosen)),
      (caught: unknown) => setPickError(errorDataOf(caught)),
    )
  }
  return (
    <Section section="storage">
      <Row
        ids={ids}
        label={t('settings.fields.storage.disksFolder.label')}
        hint={
          <>
            <Where path={path} />
            {t('settings.fields.storage.disksFolder.hint')}
          </>
        }
        error={error ?? pickError}
      >
        {path !== null && (
          <Button onClick={() => void change(null)}>{t('settings.folder.useOwn')}</Button>
        )}
        <Button
          id={ids.id}
          aria-describedby={ids.describedBy}
          icon={<FolderOpen size={16} />}
          onClick={choose}
        >
          {t('settings.folder.choose')}
        </Button>
      </Row>
    </Section>
  )
}

/** The folder, and what is free where it is or what is wrong with it. */
function Where({ path }: { readonly path: string | null }) {
  const { t } = useTranslation()
  const own = useHost(selectHost)?.storage ?? null
  const facts = useAnswer(
    useCallback(
      () => (path === null ? Promise.resolve(null) : call('settings.folder', { path })),
      [path],
    ),
  ).value
  const problem = path === null ? null : (facts?.problem ?? null)
  const freeBytes = path === null ? (own?.freeBytes ?? null) : (facts?.freeBytes ?? null)
  return (
    <div className={css.where}>
      <p className={path === null ? undefined : `mono selectable ${css.path}`}>
        {path ?? (own === null ? '' : t('settings.folder.own', { path: own.path }))}
      </p>
      {problem === null && freeBytes !== null && (
        <p>{t('settings.folder.free', { free: formatBytes(freeBytes) })}</p>
      )}
      {problem !== null && (
        <p className={css.error} role="alert">
          {t(`settings.folder.${problem}`)}
        </p>
      )}
    </div>
  )
}
