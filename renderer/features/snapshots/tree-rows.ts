import type { SnapshotTree, SnapshotView } from '../../../shared/domain/snapshots.ts'

/** The row that stands for the guest as it is now; no snapshot has this id. */
export const HERE = 'here'

/** A row of the tree, with what its lines need. Lanes count from 0, at the start of the line. */
export interface TreeRow {
  /** The snapshot's id, or HERE. */
  readonly key: string
  /** null for the guest as it is now. */
  readonly snapshot: SnapshotView | null
  /** The row above it in the tree; null for a first one. */
  readonly parent: string | null
  /** From 1, as aria-level. */
  readonly level: number
  /** From 1, among the rows of the same parent, as aria-posinset. */
  readonly position: number
  readonly siblings: number
  readonly lane: number
  /** The lane of its parent: the same, or the one before where it branches off. */
  readonly from: number | null
  /** Its own line goes on below it. */
  readonly goesOn: boolean
  /** It is on the way to where the guest is now. */
  readonly onTrunk: boolean
}

interface Node {
  readonly key: string
  readonly snapshot: SnapshotView | null
  readonly children: Node[]
}

type Place = Pick<TreeRow, 'parent' | 'level' | 'position' | 'siblings' | 'lane' | 'from'>

/**
 * A tree of snapshots as rows from top to bottom. The way to where the guest is now is one straight
 * line; what branches off is put right below the snapshot that it branches off from, one lane in.
 */
export function treeRows({ snapshots, current }: SnapshotTree): TreeRow[] {
  const nodes = new Map<string, Node>(
    snapshots.map((snapshot) => [snapshot.id, { key: snapshot.id, snapshot, children: [] }]),
  )
  const roots: Node[] = []
  for (const node of nodes.values()) {
    const parent = nodes.get(node.snapshot?.parent ?? '')
    ;(parent?.children ?? roots).push(node)
  }
  const here: Node = { key: HERE, snapshot: null, children: [] }
  ;(nodes.get(current ?? '')?.children ?? roots).push(here)

  const trunk = new Set<string>([HERE])
  let step = nodes.get(current ?? '')
  while (step !== undefined && !trunk.has(step.key)) {
    trunk.add(step.key)
    step = nodes.get(step.snapshot?.parent ?? '')
  }

  const rows: TreeRow[] = []
  const walk = (first: Node, firstPlace: Place): void => {
    let node = first
    let place = firstPlace
    for (;;) {
      const children = straightLast(node.children, trunk)
      const straight = children.at(-1)
      const { key, snapshot } = node
      rows.push({
        ...{ key, snapshot, ...place },
        goesOn: straight !== undefined,
        onTrunk: trunk.has(key),
      })
      const { lane } = place
      const below = (index: number, from: number): Place => ({
        ...{ parent: key, level: place.level + 1, from, lane },
        ...{ position: index + 1, siblings: children.length },
      })
      children.slice(0, -1).forEach((child, index) => {
        walk(child, { ...below(index, lane), lane: lane + 1 })
      })
      if (straight === undefined) return
      node = straight
      place = below(children.length - 1, lane)
    }
  }
  const tops = straightLast(roots, trunk)
  tops.forEach((root, index) => {
    const among = { position: index + 1, siblings: tops.length }
    walk(root, { parent: null, level: 1, ...among, lane: 0, from: null })
  })
  return rows
}

/** Oldest first, but the one that the line goes on to comes last: on the trunk, else the newest. */
function straightLast(nodes: readonly Node[], trunk: ReadonlySet<string>): readonly Node[] {
  return [
    ...nodes.filter(({ key }) => !trunk.has(key)),
    ...nodes.filter(({ key }) => trunk.has(key)),
  ]
}
