export default function CloneDialog({ id }: { readonly id: string }) {
  return <p>{id}</p>
}
