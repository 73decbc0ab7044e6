export interface ManyDialogProps {
  readonly ids: readonly string[]
  readonly action: 'power-off-many' | 'delete-many'
}

export default function ManyDialog({ ids }: ManyDialogProps) {
  return <p>{ids.length}</p>
}
