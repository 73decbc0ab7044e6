import css from './sparkline.module.css'

export interface SparklineProps {
  /** Oldest first; null where nothing was measured. */
  readonly values: readonly (number | null)[]
  /** Its accessible name. */
  readonly label: string
  /** The top of the picture, unless a value is higher. */
  readonly atLeast?: number
}

const WIDTH = 240
const HEIGHT = 48

/** Points of a line, with a break where there is a gap. */
export function sparklinePath(values: readonly (number | null)[], top: number): string {
  const step = WIDTH / Math.max(1, values.length - 1)
  let broken = true
  return values
    .map((value, index) => {
      if (value === null) {
        broken = true
        return ''
      }
      const command = broken ? 'M' : 'L'
      broken = false
      const y = HEIGHT - 1 - (value / top) * (HEIGHT - 2)
      return `${command}${(index * step).toFixed(1)} ${y.toFixed(1)}`
    })
    .join('')
}

/** A line over time, without axes. */
export function Sparkline({ values, label, atLeast = 100 }: SparklineProps) {
  const top = Math.max(atLeast, ...values.map((value) => value ?? 0))
  return (
    <svg
      className={css.line}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
      preserveAspectRatio="none"
    >
      <path d={sparklinePath(values, top)} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
