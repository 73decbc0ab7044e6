export default function DescribeDialog({ ids }: { readonly ids: readonly string[] }) {
  return <p>{ids.length}</p>
}
