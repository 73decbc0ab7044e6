import type { SnapshotView } from '../../../shared/domain/snapshots.ts'

/** What the tree is made of; the rest of a snapshot does not matter to it. */
type Node = Pick<SnapshotView, 'id' | 'parent'>

export interface Tree<N extends Node> {
  readonly snapshots: readonly N[]
  readonly current: string | null
}

/** A new snapshot grows from the one that the guest came from, and is where it goes on from. Pure. */
export function grown<N extends Node>(tree: Tree<N>, snapshot: Omit<N, 'parent'>): Tree<N> {
  const node = { ...snapshot, parent: tree.current } as N
  return { snapshots: [...tree.snapshots, node], current: node.id }
}

/** Without a snapshot: what grew from it grows from its parent. Pure. */
export function pruned<N extends Node>(tree: Tree<N>, id: string): Tree<N> {
  const removed = tree.snapshots.find((snapshot) => snapshot.id === id)
  if (removed === undefined) return tree
  const { parent } = removed
  return {
    snapshots: tree.snapshots
      .filter((snapshot) => snapshot.id !== id)
      .map((snapshot) => (snapshot.parent === id ? under(snapshot, parent) : snapshot)),
    current: tree.current === id ? parent : tree.current,
  }
}

const under = <N extends Node>(snapshot: N, parent: string | null): N => ({ ...snapshot, parent })

/** Whether it is a tree: ids differ, every parent is there and older, and so is the current one. */
export function isTree({ snapshots, current }: Tree<Node>): boolean {
  const seen = new Set<string>()
  for (const { id, parent } of snapshots) {
    if (seen.has(id) || (parent !== null && !seen.has(parent))) return false
    seen.add(id)
  }
  return current === null || seen.has(current)
}
