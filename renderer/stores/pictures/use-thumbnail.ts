import { type RefObject, useEffect, useState } from 'react'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { call } from '../../ipc/call.ts'
import { Thumbnails } from './thumbnails.ts'

let shared: Thumbnails | undefined

const thumbnails = (): Thumbnails => {
  shared ??= new Thumbnails({
    ask: (id, known) => call('pictures.screen', { id, ...(known === undefined ? {} : { known }) }),
  })
  return shared
}

/** A blob URL of the guest's screen as it was last seen; null where it was not. */
export function useThumbnail(
  ref: RefObject<HTMLElement | null>,
  { id, state, config }: GuestView,
  everyMs: number,
): string | null {
  const [url, setUrl] = useState(() => thumbnails().urlOf(id))
  const hasScreen = config !== null && config.display !== 'none'
  useEffect(() => {
    const { current: element } = ref
    if (element === null || !hasScreen) return
    const live = state === 'running' || state === 'stopping'
    return thumbnails().watch({ id, element, live, everyMs, show: setUrl })
  }, [ref, id, state, hasScreen, everyMs])
  return hasScreen ? url : null
}
