import css from './progress-ring.module.css'

export interface ProgressRingProps {
  /** 0 to 1; null where it is not known. */
  readonly share: number | null
  /** CSS px */
  readonly size?: number
}

/** How far something is, where a bar has no room. Decorative: a text beside it tells the same. */
export function ProgressRing({ share, size = 16 }: ProgressRingProps) {
  return (
    <svg
      className={css.ring}
      data-unknown={share === null}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <circle className={css.track} cx="8" cy="8" r="6" pathLength="100" />
      <circle
        className={css.done}
        cx="8"
        cy="8"
        r="6"
        pathLength="100"
        strokeDasharray={`${Math.max(3, (share ?? 0.25) * 100)} 100`}
      />
    </svg>
  )
}
