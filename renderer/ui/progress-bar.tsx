import { Progress } from 'radix-ui'
import css from './progress-bar.module.css'

export interface ProgressBarProps {
  /** What is under way. */
  readonly label: string
  /** 0 to 1; null where it is not known. */
  readonly share: number | null
}

/** How far something is. */
export function ProgressBar({ label, share }: ProgressBarProps) {
  const percent = share === null ? null : Math.floor(Math.min(1, Math.max(0, share)) * 100)
  return (
    <Progress.Root className={css.track} value={percent} max={100} aria-label={label}>
      <Progress.Indicator
        className={css.bar}
        // In pixels it would move by leaps.
        style={percent === null ? undefined : { inlineSize: `${(share ?? 0) * 100}%` }}
      />
    </Progress.Root>
  )
}
