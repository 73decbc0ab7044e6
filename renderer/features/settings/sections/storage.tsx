import { FolderOpen } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../../shared/domain/errors.ts'
import { formatBytes } from '../../../i18n/format.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { Button } from '../../../ui/button.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { Row, sentencesOf, useRowIds } from '../row.tsx'
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
  const { value: folder, error } = useAnswer(
    useCallback(() => call('storage.folder', { path }), [path]),
  )
  const problem = folder?.problem ?? error
  return (
    <div className={css.where}>
      {path !== null && <p className={`mono selectable ${css.path}`}>{path}</p>}
      {path === null && folder !== null && <p>{t('settings.folder.own', { path: folder.path })}</p>}
      {problem !== null && (
        <p className={css.error} role="alert">
          {sentencesOf(problem)}
        </p>
      )}
      {problem === null && folder !== null && (
        <p>{t('settings.folder.free', { free: formatBytes(folder.freeBytes) })}</p>
      )}
    </div>
  )
}
