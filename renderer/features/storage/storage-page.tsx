import type { ReactNode } from 'react'

export default function StoragePage({ lead }: { readonly lead: ReactNode }) {
  return <header>{lead}</header>
}
