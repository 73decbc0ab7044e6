import type { ReactNode } from 'react'

export default function ActivityPage({ lead }: { readonly lead: ReactNode }) {
  return <header>{lead}</header>
}
