import type { TreeRow } from './tree-rows.ts'
import css from './tree-lines.module.css'

/** px; the width of a lane and the height of a row. */
const LANE = 18
export const ROW_HEIGHT = 56
const MIDDLE = ROW_HEIGHT / 2
const RADIUS = 5

const at = (lane: number): number => lane * LANE + LANE / 2

/** The lines of one row: those that pass, the one that leads to it, the one that goes on. */
export function TreeLines({ row }: { readonly row: TreeRow }) {
  const { lane, from, goesOn, snapshot, onTrunk } = row
  const x = at(lane)
  const branches = from !== null && from !== lane
  return (
    <svg
      className={css.lines}
      width={(lane + 1) * LANE}
      height={ROW_HEIGHT}
      aria-hidden="true"
      data-trunk={onTrunk}
    >
      {Array.from({ length: lane }, (_, passing) => (
        <path key={passing} className={css.line} d={`M${at(passing)} 0V${ROW_HEIGHT}`} />
      ))}
      {from === lane && <path className={css.line} d={`M${x} 0V${MIDDLE - RADIUS}`} />}
      {branches && (
        <path className={css.line} d={`M${at(from)} 0V${MIDDLE - 10}q0 10 10 10H${x - RADIUS}`} />
      )}
      {goesOn && <path className={css.line} d={`M${x} ${MIDDLE + RADIUS}V${ROW_HEIGHT}`} />}
      {snapshot === null ? (
        <circle className={css.here} cx={x} cy={MIDDLE} r={RADIUS + 1} />
      ) : (
        <circle className={css.dot} cx={x} cy={MIDDLE} r={RADIUS - 1} />
      )}
    </svg>
  )
}
