import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showTab } from '../../../stores/view-store.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useForm } from '../form-context.ts'
import { addition, type AdditionKind, type AskedKind } from './additions.ts'
import { AdditionList } from './addition-list.tsx'
import { ExistingDiskForm } from './existing-disk-form.tsx'
import { NewDiskForm } from './new-disk-form.tsx'
import { UsbDeviceList } from './usb-device-list.tsx'

const titles = {
  'disk-new': 'hardware.newDiskTitle',
  'disk-existing': 'hardware.existingTitle',
  usb: 'hardware.usbTitle',
} as const satisfies Record<AskedKind, string>

/** One list of all that can be added; what needs more asks for it next. */
export function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { guest, config, draft, edit, choose } = useForm()
  const [asked, setAsked] = useState<AskedKind | null>(null)
  const configs = [config, draft.base, guest.runtime?.config ?? config]

  const select = (kind: AdditionKind) => {
    if (kind === 'disk-new' || kind === 'disk-existing' || kind === 'usb') {
      setAsked(kind)
      return
    }
    onClose()
    if (kind === 'share') {
      showTab(guest.id, 'sharing')
      return
    }
    const { change, item } = addition(kind, config, configs, guest.runtime !== null)
    edit(change)
    choose(item)
  }
  const done = (item: string) => {
    onClose()
    choose(item)
  }
  const back = () => setAsked(null)
  return (
    <Dialog
      title={t(asked === null ? 'hardware.addTitle' : titles[asked])}
      width="wide"
      onClose={onClose}
    >
      {asked === null && <AdditionList onSelect={select} />}
      {asked === 'disk-new' && <NewDiskForm onBack={back} onDone={done} />}
      {asked === 'disk-existing' && <ExistingDiskForm onBack={back} onDone={done} />}
      {asked === 'usb' && <UsbDeviceList configs={configs} onBack={back} onDone={done} />}
    </Dialog>
  )
}
