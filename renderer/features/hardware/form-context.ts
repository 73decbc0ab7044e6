import { createContext, useContext } from 'react'
import type { FirmwareOffer } from '../../../shared/domain/firmware.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { HardwareOffer } from '../../../shared/domain/hardware-offer.ts'
import type { Draft } from './draft/draft.ts'

/** What every form of the page needs. */
export interface HardwareForm {
  readonly guest: GuestView
  readonly draft: Draft
  /** `draft.config`: the guest as it is to be. */
  readonly config: GuestConfig
  /** Sentences by field. */
  readonly problems: ReadonlyMap<string, string>
  /** null while it is not known, or could not be found out: then everything is offered. */
  readonly offer: HardwareOffer | null
  readonly firmware: FirmwareOffer | null
  readonly edit: (change: (config: GuestConfig) => GuestConfig) => void
  /** Keeps what was typed beside what it comes to. */
  readonly type: (field: string, text: string, change: (config: GuestConfig) => GuestConfig) => void
  readonly choose: (item: string) => void
}

const Context = createContext<HardwareForm | null>(null)
export const HardwareFormProvider = Context.Provider

export function useForm(): HardwareForm {
  const form = useContext(Context)
  if (form === null) throw new Error('outside of the hardware page')
  return form
}
