import { useRef } from 'react'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { classNames } from '../../../ui/class-names.ts'
import { OsMark } from './os-mark.tsx'
import css from './thumbnail.module.css'
import { useThumbnail } from '../../../stores/pictures/use-thumbnail.ts'

export interface ThumbnailProps {
  readonly guest: GuestView
  /** ms between two pictures of a guest that runs. */
  readonly everyMs: number
  readonly markSize: number
  readonly className?: string | undefined
}

/** The guest's screen, small: live while it runs, dimmed as it was last seen otherwise. */
export function Thumbnail({ guest, everyMs, markSize, className }: ThumbnailProps) {
  const ref = useRef<HTMLSpanElement>(null)
  const url = useThumbnail(ref, guest, everyMs)
  return (
    <span ref={ref} className={classNames(css.well, className)} data-state={guest.state}>
      {url === null ? (
        <OsMark os={guest.config?.os ?? 'other'} size={markSize} />
      ) : (
        <img className={css.picture} src={url} alt="" decoding="async" draggable={false} />
      )}
    </span>
  )
}
