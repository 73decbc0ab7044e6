import { useCallback, useEffect, useRef, useState } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { ImageReport } from '../../../shared/domain/storage.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { limited } from '../../ipc/limited.ts'
import { type GuestsState, useGuests } from '../../stores/guests-store.ts'

/** Each inspection starts a qemu-img: more at once would only make all of them slow. */
const AT_ONCE = 2

export interface ImageReports {
  readonly reports: ReadonlyMap<string, ImageReport>
  readonly errors: ReadonlyMap<string, ErrorData>
  /**
   * Has an image looked at, unless that was done since it last changed. It is another function once
   * images have changed: what is in sight is to be wanted again.
   */
  readonly want: (path: string) => void
}

/** What images are, found out as they are wanted, a few at once, until the page is left. */
export function useImageReports(): ImageReports {
  const [reports, setReports] = useState<ReadonlyMap<string, ImageReport>>(new Map())
  const [errors, setErrors] = useState<ReadonlyMap<string, ErrorData>>(new Map())
  /** How often each has changed. */
  const [rounds, setRounds] = useState<ReadonlyMap<string, number>>(new Map())
  /** For which of these it was looked at last. */
  const asked = useRef(new Map<string, number>())
  const few = useRef(limited(AT_ONCE))
  const end = useRef(new AbortController())
  useEffect(() => {
    const controller = new AbortController()
    const paths = asked.current
    end.current = controller
    const unfollow = useGuests.subscribe((now, before) => {
      const changed = changedImages(now, before)
      if (changed.length === 0) return
      setRounds((last) => {
        const next = new Map(last)
        for (const path of changed) next.set(path, (next.get(path) ?? 0) + 1)
        return next
      })
    })
    return () => {
      unfollow()
      controller.abort()
      paths.clear()
    }
  }, [])
  const want = useCallback(
    (path: string) => {
      const round = rounds.get(path) ?? 0
      if (asked.current.get(path) === round) return
      asked.current.set(path, round)
      const { signal } = end.current
      few
        .current(() => call('storage.inspect', { path }), signal)
        .then(
          (report) => {
            if (signal.aborted) return
            setReports((before) => new Map(before).set(path, report))
            setErrors((before) => without(before, path))
          },
          (caught: unknown) => {
            if (signal.aborted) return
            setErrors((before) => new Map(before).set(path, errorDataOf(caught)))
            setReports((before) => without(before, path))
          },
        )
    },
    [rounds],
  )
  return { reports, errors, want }
}

/** Images of guests that have started, stopped, or been worked on. */
function changedImages(now: GuestsState, before: GuestsState): string[] {
  return Object.values(now.byId).flatMap((guest) => {
    const last = before.byId[guest.id]
    if (last === undefined || last === guest) return []
    const ended = last.job !== null && guest.job === null
    if (!ended && last.state === guest.state) return []
    return (guest.config?.disks ?? []).map(({ path }) => path)
  })
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map
  const rest = new Map(map)
  rest.delete(key)
  return rest
}
