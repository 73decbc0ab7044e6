import type { ReactNode } from 'react'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import { CommandLineView } from './expert/command-line-view.tsx'
import { JsonView } from './expert/json-view.tsx'
import type { Checked } from './draft/problems.ts'
import { useForm } from './form-context.ts'
import { ExtraForm, IntegrationForm, LimitsForm, StartingForm } from './forms/behaviour-forms.tsx'
import { BootForm } from './forms/boot-form.tsx'
import { CdromForm } from './forms/cdrom-form.tsx'
import { DiskForm } from './forms/disk-form.tsx'
import { DisplayForm } from './forms/display-form.tsx'
import { MemoryForm } from './forms/memory-form.tsx'
import { NicForm } from './forms/nic-form.tsx'
import { ProcessorForm } from './forms/processor-form.tsx'
import { PlainForm, SerialForm, SharesForm, VsockForm, WatchdogForm } from './forms/small-forms.tsx'
import { SoundForm } from './forms/sound-form.tsx'
import { SystemForm } from './forms/system-form.tsx'
import { UsbForm } from './forms/usb-form.tsx'

interface FormOfProps {
  /** An item's key (items.tsx). */
  readonly item: string
  readonly checked: Checked
  readonly diskDetails: (disk: DiskConfig) => ReactNode
}

/** The form of what is chosen at the left. */
export function FormOf({ item, checked, diskDetails }: FormOfProps): ReactNode {
  const { config } = useForm()
  switch (item) {
    case 'memory':
      return <MemoryForm />
    case 'processors':
      return <ProcessorForm />
    case 'boot':
      return <BootForm />
    case 'display':
      return <DisplayForm />
    case 'sound':
      return config.sound === null ? null : <SoundForm sound={config.sound} />
    case 'shares':
      return <SharesForm />
    case 'tpm':
    case 'rng':
    case 'pvpanic':
    case 'pcSpeaker':
      return <PlainForm device={item} />
    case 'watchdog':
      return <WatchdogForm />
    case 'vsock':
      return <VsockForm />
    case 'integration':
      return <IntegrationForm />
    case 'starting':
      return <StartingForm />
    case 'limits':
      return <LimitsForm />
    case 'extra':
      return <ExtraForm />
    case 'qemu':
      return <CommandLineView checked={checked} />
    case 'json':
      return <JsonView />
    case 'system':
      return <SystemForm />
    default:
      return <DeviceForm item={item} diskDetails={diskDetails} />
  }
}

/** Of "disks.disk0" and the like. */
function DeviceForm({ item, diskDetails }: Omit<FormOfProps, 'checked'>): ReactNode {
  const { config, draft } = useForm()
  const [list, id = ''] = item.split('.')
  const isIt = (device: { readonly id: string }): boolean => device.id === id
  switch (list) {
    case 'disks': {
      const disk = config.disks.find(isIt)
      // What main does with a disk it does with the one that it knows.
      const known = draft.base.disks.find(isIt)
      return (
        disk && <DiskForm disk={disk} details={known === undefined ? null : diskDetails(known)} />
      )
    }
    case 'cdroms': {
      const cdrom = config.cdroms.find(isIt)
      return cdrom && <CdromForm cdrom={cdrom} />
    }
    case 'nics': {
      const nic = config.nics.find(isIt)
      return nic && <NicForm nic={nic} />
    }
    case 'usbDevices': {
      const device = config.usbDevices.find(isIt)
      return device && <UsbForm device={device} />
    }
    case 'serials':
      return <SerialForm id={id} />
    default:
      return null
  }
}
