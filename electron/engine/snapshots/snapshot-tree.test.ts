import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grown, isTree, pruned, type Tree } from './snapshot-tree.ts'

interface Node {
  readonly id: string
  readonly parent: string | null
}

const empty: Tree<Node> = { snapshots: [], current: null }

/** Any history of a guest: snapshots taken, gone back to, and deleted. */
const steps = fc.array(
  fc.record({ do: fc.constantFrom('take', 'take', 'revert', 'delete'), which: fc.nat(1000) }),
  { maxLength: 40 },
)
type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never

function history(all: Steps): Tree<Node> {
  let tree = empty
  let number = 0
  for (const step of all) {
    const chosen = tree.snapshots[step.which % Math.max(1, tree.snapshots.length)]?.id
    if (step.do === 'take') tree = grown<Node>(tree, { id: String(number++) })
    else if (chosen === undefined) continue
    else if (step.do === 'revert') tree = { ...tree, current: chosen }
    else tree = pruned(tree, chosen)
  }
  return tree
}

const ancestors = (tree: Tree<Node>, id: string | null): string[] => {
  const node = tree.snapshots.find((candidate) => candidate.id === id)
  return node === undefined ? [] : [node.id, ...ancestors(tree, node.parent)]
}

describe('the tree of snapshots', () => {
  it('is a tree whatever is done to it', () => {
    fc.assert(fc.property(steps, (all) => isTree(history(all))))
  })

  it('keeps who came from whom when one is deleted', () => {
    fc.assert(
      fc.property(steps, fc.nat(1000), (all, which) => {
        const tree = history(all)
        const gone = tree.snapshots[which % Math.max(1, tree.snapshots.length)]?.id
        fc.pre(gone !== undefined)
        const after = pruned(tree, gone ?? '')
        expect(after.snapshots.map(({ id }) => id)).toEqual(
          tree.snapshots.map(({ id }) => id).filter((id) => id !== gone),
        )
        for (const { id } of after.snapshots) {
          expect(ancestors(after, id)).toEqual(ancestors(tree, id).filter((one) => one !== gone))
        }
        expect(ancestors(after, after.current)).toEqual(
          ancestors(tree, tree.current).filter((one) => one !== gone),
        )
      }),
    )
  })

  it('is refused where it is none', () => {
    const a = { id: 'a', parent: null }
    expect(isTree({ snapshots: [a, { id: 'b', parent: 'a' }], current: 'b' })).toBe(true)
    expect(isTree({ snapshots: [a, a], current: null })).toBe(false)
    expect(isTree({ snapshots: [{ id: 'a', parent: 'a' }], current: null })).toBe(false)
    expect(isTree({ snapshots: [a], current: 'b' })).toBe(false)
    expect(isTree({ snapshots: [{ id: 'b', parent: 'a' }, a], current: null })).toBe(false)
  })
})
