import { Plus } from 'lucide-react'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldOf } from '../../../shared/domain/differences.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { DiskConfig, GuestConfig } from '../../../shared/domain/guest-config.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { AddDialog } from './add/add-dialog.tsx'
import { ApplyBar } from './apply-bar.tsx'
import { changesOf, edited, typed } from './draft/draft.ts'
import { checkDraft } from './draft/problems.ts'
import { FormOf } from './form-of.tsx'
import { type HardwareForm, HardwareFormProvider } from './form-context.ts'
import css from './hardware-page.module.css'
import { choose, freshSheet, updateDraft, useHardware } from './hardware-store.ts'
import { ItemList } from './item-list.tsx'
import { itemGroups, itemOfField } from './items.tsx'
import { Locked, lockOf } from './locked.tsx'
import { PendingList } from './pending-list.tsx'
import { useOffer } from './use-offer.ts'
import { useUndoKey } from './use-undo-key.ts'

export interface HardwarePageProps {
  readonly guest: GuestView
  /** Where a disk's space goes and what can be done about it, in the disk's form. */
  readonly diskDetails: (disk: DiskConfig) => ReactNode
}

/** Everything that a guest consists of, to change. */
export default function HardwarePage({ guest, diskDetails }: HardwarePageProps) {
  return guest.config === null ? null : (
    <Page guest={guest} config={guest.config} diskDetails={diskDetails} />
  )
}

function Page({ guest, config, diskDetails }: HardwarePageProps & { config: GuestConfig }) {
  const { t } = useTranslation()
  const { id } = guest
  const fresh = useMemo(() => freshSheet(config), [config])
  const sheet = useHardware((state) => state.byId[id]) ?? fresh
  const { draft } = sheet
  const offer = useOffer()
  const [adding, setAdding] = useState(false)
  const checked = useMemo(() => checkDraft(draft), [draft])
  const changes = useMemo(() => changesOf(draft), [draft])
  const groups = useMemo(() => itemGroups(draft.config), [draft.config])
  useUndoKey(id)

  const keys = groups.flatMap(({ items }) => items.map(({ key }) => key))
  const chosen = keys.includes(sheet.chosen) ? sheet.chosen : 'system'
  const lock = lockOf(guest, draft)
  const main = useRef<HTMLDivElement>(null)
  const show = (item: string) => {
    choose(id, item)
    // Another form is read from its beginning.
    main.current?.scrollTo(0, 0)
  }
  const form: HardwareForm = {
    ...{ guest, draft, config: draft.config, offer: offer.hardware, firmware: offer.firmware },
    problems: new Map(checked.problems.map(({ field, text }) => [field, text])),
    edit: (change) => updateDraft(id, (now) => edited(now, change)),
    type: (field, text, change) => updateDraft(id, (now) => typed(now, field, text, change)),
    choose: show,
  }
  const isExpert = chosen === 'qemu' || chosen === 'json'
  return (
    <HardwareFormProvider value={form}>
      <div className={css.page}>
        <div className={css.body}>
          <ItemList
            groups={groups}
            chosen={chosen}
            onChoose={form.choose}
            changed={new Set(changes.map((change) => itemOfField(fieldOf(change))))}
            wrong={new Set(checked.problems.map(({ field }) => itemOfField(field)))}
            action={
              <Button
                icon={<Plus size={16} />}
                disabled={lock !== null || sheet.busy}
                onClick={() => setAdding(true)}
              >
                {t('hardware.add')}
              </Button>
            }
          />
          <div ref={main} className={css.main}>
            <PendingList guest={guest} locked={lock !== null || sheet.busy} />
            {lock !== null && <Locked lock={lock} onJson={() => show('json')} />}
            {offer.error !== null && <ErrorNotice error={offer.error} tone="warn" />}
            <fieldset
              className={css.fields}
              disabled={(lock !== null && !(isExpert && lock === 'json')) || sheet.busy}
              aria-label={t('hardware.settings')}
            >
              <FormOf key={chosen} item={chosen} checked={checked} diskDetails={diskDetails} />
            </fieldset>
          </div>
        </div>
        <ApplyBar guest={guest} sheet={sheet} changes={changes} problems={checked.problems} />
      </div>
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </HardwareFormProvider>
  )
}
