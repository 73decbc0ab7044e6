import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SnapshotTree } from '../../../shared/domain/snapshots.ts'
import { sampleSnapshot } from './testing/samples.ts'
import { HERE, treeRows } from './tree-rows.ts'

const tree = (
  parents: Readonly<Record<string, string | null>>,
  current: string | null,
): SnapshotTree => ({
  snapshots: Object.entries(parents).map(([id, parent]) => sampleSnapshot({ id, parent })),
  current,
})

/** Names, indented by lane, with what is drawn above (| or \) and below (!). */
const drawn = (of: SnapshotTree): string[] =>
  treeRows(of).map(({ key, lane, from, goesOn }) => {
    const above = from === null ? '' : from === lane ? '|' : '\\'
    return `${' '.repeat(lane)}${above}${key}${goesOn ? '!' : ''}`
  })

describe('treeRows', () => {
  it('draws a chain as one straight line that ends where the guest is', () => {
    expect(drawn(tree({ a: null, b: 'a', c: 'b' }, 'c'))).toEqual(['a!', '|b!', '|c!', '|here'])
  })

  it('lets the way to the present go straight on, and branches off what was left', () => {
    expect(drawn(tree({ a: null, b: 'a', c: 'b', d: 'a' }, 'a'))).toEqual([
      'a!',
      ' \\b!',
      ' |c',
      ' \\d',
      '|here',
    ])
    expect(drawn(tree({ a: null, b: 'a', c: 'a', d: 'b' }, 'd'))).toEqual([
      'a!',
      ' \\c',
      '|b!',
      '|d!',
      '|here',
    ])
  })

  it('tells levels and places among siblings', () => {
    const rows = treeRows(tree({ a: null, b: 'a', c: 'a' }, 'a'))
    const facts = rows.map(({ key, level, position, siblings, parent }) => [
      ...[key, level, position, siblings, parent],
    ])
    expect(facts).toEqual([
      ['a', 1, 1, 1, null],
      ['b', 2, 1, 3, 'a'],
      ['c', 2, 2, 3, 'a'],
      ['here', 2, 3, 3, 'a'],
    ])
    expect(rows.filter(({ onTrunk }) => onTrunk).map(({ key }) => key)).toEqual(['a', 'here'])
  })

  it('begins anew where the first snapshot was deleted, or none is current', () => {
    expect(drawn(tree({ b: null, c: null }, 'b'))).toEqual(['c', 'b!', '|here'])
    expect(drawn(tree({ b: null }, null))).toEqual(['b', 'here'])
    expect(drawn(tree({ b: 'gone' }, 'gone'))).toEqual(['b', 'here'])
  })

  it('shows every snapshot of any tree once, below its parent', () => {
    const trees = fc.array(fc.nat(), { maxLength: 40 }).chain((picks) =>
      fc.record({
        picks: fc.constant(picks),
        current: fc.integer({ min: -1, max: picks.length - 1 }),
      }),
    )
    fc.assert(
      fc.property(trees, ({ picks, current }) => {
        const parents = picks.map((pick, index) => (pick % (index + 1)) - 1)
        const id = (index: number) => (index < 0 ? null : `s${index}`)
        const rows = treeRows({
          snapshots: parents.map((parent, index) =>
            sampleSnapshot({ id: `s${index}`, parent: id(parent) }),
          ),
          current: id(current),
        })
        const keys = rows.map(({ key }) => key)
        expect(keys.toSorted()).toEqual([...picks.map((_, index) => `s${index}`), HERE].toSorted())
        for (const [index, { parent, lane, from }] of rows.entries()) {
          if (parent === null) continue
          const above = rows.findIndex(({ key }) => key === parent)
          expect(above).toBeLessThan(index)
          expect(from).toBe(rows[above]?.lane)
          expect(lane - (from ?? 0)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('does not run out of stack on a long chain', () => {
    const parents = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [
        `s${index}`,
        index === 0 ? null : `s${index - 1}`,
      ]),
    )
    expect(treeRows(tree(parents, null))).toHaveLength(20_001)
  })
})
