import type { GuestView } from '../../../../shared/domain/guest.ts'
import SerialTerminal from './serial-terminal.tsx'

/** A guest's serial ports. */
export default function SerialConsole({ guest }: { readonly guest: GuestView }) {
  const { id, name, runtime, config } = guest
  const device = config?.serials[0]?.id
  if (device === undefined) return null
  return <SerialTerminal id={id} name={name} device={device} run={runtime?.run ?? null} />
}
