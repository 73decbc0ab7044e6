import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundSource } from '../../../shared/domain/provision.ts'
import { closeDialog } from '../../stores/view-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DescribedForm } from './described-form.tsx'
import { FoundCard } from './found-card.tsx'
import { NewForm } from './new-form.tsx'
import { SourceField } from './source-field.tsx'
import { SourceZone } from './source-zone.tsx'
import { useSource } from './use-source.ts'

export interface CreateDialogProps {
  /** A file to make it of, where one was dropped or picked. */
  readonly source: FoundSource | undefined
}

/** "New machine": of a file, which fills the form in, or with working defaults. */
export default function CreateDialog({ source }: CreateDialogProps) {
  // One that is dropped on the window while the dialog is open begins anew.
  return <CreateWith key={source?.path ?? ''} initial={source} />
}

function CreateWith({ initial }: { readonly initial: FoundSource | undefined }) {
  const { t } = useTranslation()
  const state = useSource(initial)
  const { found } = state
  const top =
    found === undefined ? (
      <SourceField source={state} />
    ) : (
      <FoundCard found={found} onClear={state.clear} />
    )
  return (
    <Dialog
      title={t('create.title')}
      description={t('create.intro')}
      width="wide"
      onClose={closeDialog}
    >
      <SourceZone onPath={(path) => void state.look(path)}>
        <Form key={found?.path ?? ''} found={found} top={top} />
      </SourceZone>
    </Dialog>
  )
}

interface FormProps {
  readonly found: FoundSource | undefined
  readonly top: ReactNode
}

function Form({ found, top }: FormProps) {
  if (found === undefined) return <NewForm top={top} source={undefined} remarks={[]} />
  const { source, remarks } = found
  if (source.kind === 'iso' || source.kind === 'disk') {
    return <NewForm top={top} source={source} remarks={remarks} />
  }
  return <DescribedForm top={top} found={found} source={source} />
}
