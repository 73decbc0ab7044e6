import { useEffect, useState } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { FirmwareOffer } from '../../../shared/domain/firmware.ts'
import type { HardwareOffer } from '../../../shared/domain/hardware-offer.ts'
import { call, errorDataOf } from '../../ipc/call.ts'

export interface Offer {
  readonly hardware: HardwareOffer | null
  readonly firmware: FirmwareOffer | null
  readonly error: ErrorData | null
}

const unknown: Offer = { hardware: null, firmware: null, error: null }

/** What this computer offers to machines, asked for when the page opens. */
export function useOffer(): Offer {
  const [offer, setOffer] = useState(unknown)
  useEffect(() => {
    let gone = false
    Promise.all([call('host.hardware'), call('host.firmware')]).then(
      ([hardware, firmware]) => {
        if (!gone) setOffer({ hardware, firmware, error: null })
      },
      (error: unknown) => {
        if (!gone) setOffer({ ...unknown, error: errorDataOf(error) })
      },
    )
    return () => {
      gone = true
    }
  }, [])
  return offer
}
