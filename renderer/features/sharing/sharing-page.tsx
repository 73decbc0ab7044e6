import type { GuestView } from '../../../shared/domain/guest.ts'

export default function SharingPage({ guest }: { readonly guest: GuestView }) {
  return <p>{guest.name}</p>
}
