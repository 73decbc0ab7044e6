import { FolderOpen } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { call, errorDataOf } from '../../ipc/call.ts'
import { showGuest } from '../../stores/view-store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { notifyFailure } from '../../ui/notify.ts'
import type { SharedFile } from './disk-rows.ts'
import css from './file-list.module.css'
import { fileName } from '../../i18n/file-name.ts'

/** A part of the page with a heading and a sentence. */
export function FileSection({
  title,
  text,
  beside,
  children,
}: {
  readonly title: string
  readonly text: string
  readonly beside?: ReactNode
  readonly children?: ReactNode
}) {
  const id = useId()
  return (
    <section className={css.section} aria-labelledby={id}>
      <header className={css.header}>
        <h2 id={id} className={css.title}>
          {title}
        </h2>
        {beside}
      </header>
      <p className={css.quiet}>{text}</p>
      {children}
    </section>
  )
}

/** A file with what there is to say of it, and the way to it. */
export function FileRow({
  path,
  children,
}: {
  readonly path: string
  readonly children?: ReactNode
}) {
  const { t } = useTranslation()
  const reveal = () => {
    call('dialogs.reveal', { path }).catch((caught: unknown) =>
      notifyFailure({ id: `reveal:${path}`, error: errorDataOf(caught) }),
    )
  }
  return (
    <li className={css.row}>
      <div className={css.file}>
        <span className={css.name}>{fileName(path)}</span>
        <span className={`${css.path} mono selectable`} title={path}>
          {path}
        </span>
      </div>
      <div className={css.more}>{children}</div>
      <IconButton label={t('storage.revealOf', { file: fileName(path) })} onClick={reveal}>
        <FolderOpen size={16} />
      </IconButton>
    </li>
  )
}

/** Files that machines share, and which machines these are. Nothing where there are none. */
export function FileList({
  title,
  text,
  files,
}: {
  readonly title: string
  readonly text: string
  readonly files: readonly SharedFile[]
}) {
  const { t } = useTranslation()
  if (files.length === 0) return null
  return (
    <FileSection title={title} text={text}>
      <ul>
        {files.map(({ path, owner, users }) => (
          <FileRow key={path} path={path}>
            <Users users={users} />
            {owner !== null && <span className={css.owner}>{t('storage.ownedBy', { owner })}</span>}
          </FileRow>
        ))}
      </ul>
    </FileSection>
  )
}

/** Names beyond these are counted. */
const NAMED = 3

function Users({ users }: Pick<SharedFile, 'users'>) {
  const { t } = useTranslation()
  return (
    <span className={css.users}>
      {users.slice(0, NAMED).map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className={css.user}
          title={name}
          onClick={() => showGuest(id)}
        >
          {name}
        </button>
      ))}
      {users.length > NAMED && (
        <span className={css.quiet}>{t('storage.others', { count: users.length - NAMED })}</span>
      )}
    </span>
  )
}
