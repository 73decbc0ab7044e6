import type { GuestView } from '../../../shared/domain/guest.ts'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'

export interface DiskStorageProps {
  readonly guest: GuestView
  readonly disk: DiskConfig
}

export default function DiskStorage({ guest, disk }: DiskStorageProps) {
  return (
    <p>
      {guest.name} {disk.id}
    </p>
  )
}
