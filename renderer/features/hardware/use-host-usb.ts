import { useEffect, useState } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { HostUsbDevice } from '../../../shared/domain/usb.ts'
import { call, errorDataOf } from '../../ipc/call.ts'

/** What is plugged into this computer, asked for when it is shown; null until it is known. */
export function useHostUsb(): {
  readonly devices: readonly HostUsbDevice[] | null
  readonly error: ErrorData | null
} {
  const [devices, setDevices] = useState<readonly HostUsbDevice[] | null>(null)
  const [error, setError] = useState<ErrorData | null>(null)
  useEffect(() => {
    let gone = false
    call('host.usbDevices').then(
      (found) => {
        if (!gone) setDevices(found)
      },
      (caught: unknown) => {
        if (!gone) setError(errorDataOf(caught))
      },
    )
    return () => {
      gone = true
    }
  }, [])
  return { devices, error }
}
