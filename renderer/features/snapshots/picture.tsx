import { ImageOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { call } from '../../ipc/call.ts'
import { limited } from '../../ipc/limited.ts'
import { useInSight } from '../../ui/use-in-sight.ts'
import css from './picture.module.css'

/** A page of thumbnails is no reason to keep main from anything else. */
const few = limited(3)

export interface PictureProps {
  readonly guest: string
  readonly snapshot: string
  readonly size: 'small' | 'large'
}

/** The screen when a snapshot was taken. It says nothing that the row beside it does not. */
export function Picture({ guest, snapshot, size }: PictureProps) {
  const [ref, seen] = useInSight()
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (!seen) return
    const end = new AbortController()
    let made: string | null = null
    few(() => call('pictures.snapshot', { id: guest, snapshot }), end.signal).then(
      (png) => {
        if (end.signal.aborted || !(png instanceof Uint8Array)) return
        made = URL.createObjectURL(new Blob([png as BlobPart], { type: 'image/png' }))
        setAddress(made)
      },
      // A snapshot without its picture is as good.
      () => {},
    )
    return () => {
      end.abort()
      setAddress(null)
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [seen, guest, snapshot])
  return (
    <span ref={ref} className={classNames(css.well, css[size], address === null && css.empty)}>
      {address === null ? (
        <ImageOff className={css.none} size={size === 'small' ? 14 : 24} aria-hidden="true" />
      ) : (
        <img className={css.picture} src={address} alt="" />
      )}
    </span>
  )
}
