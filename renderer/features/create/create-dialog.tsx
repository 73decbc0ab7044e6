import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
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
  const zone = useFocusOnChange(found)
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
      <SourceZone ref={zone} onPath={(path) => void state.look(path)}>
        <Form key={found?.path ?? ''} found={found} top={top} waiting={state.looking !== null} />
      </SourceZone>
    </Dialog>
  )
}

/** Another file brings another form; the keyboard goes on in it. The dialog itself sees to the first. */
function useFocusOnChange(found: FoundSource | undefined): RefObject<HTMLDivElement | null> {
  const zone = useRef<HTMLDivElement>(null)
  const shown = useRef(found)
  useEffect(() => {
    if (shown.current === found) return
    shown.current = found
    zone.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus()
  }, [found])
  return zone
}

interface FormProps {
  readonly found: FoundSource | undefined
  readonly top: ReactNode
  /** Another file is being looked at: this form is about to go. */
  readonly waiting: boolean
}

function Form({ found, top, waiting }: FormProps) {
  if (found === undefined)
    return <NewForm top={top} waiting={waiting} source={undefined} remarks={[]} />
  const { source, remarks } = found
  if (source.kind === 'iso' || source.kind === 'disk') {
    return <NewForm top={top} waiting={waiting} source={source} remarks={remarks} />
  }
  return <DescribedForm top={top} waiting={waiting} found={found} source={source} />
}
