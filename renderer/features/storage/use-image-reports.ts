import { useCallback, useEffect, useRef, useState } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { ImageReport } from '../../../shared/domain/storage.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { limited } from '../../ipc/limited.ts'

/** Each inspection starts a qemu-img: more at once would only make all of them slow. */
const AT_ONCE = 2

export interface ImageReports {
  readonly reports: ReadonlyMap<string, ImageReport>
  readonly errors: ReadonlyMap<string, ErrorData>
  /** Has an image looked at, unless that was done for the same `stamp` already. */
  readonly want: (path: string, stamp: string) => void
}

/** What images are, found out as they are wanted, a few at once, until the page is left. */
export function useImageReports(): ImageReports {
  const [reports, setReports] = useState<ReadonlyMap<string, ImageReport>>(new Map())
  const [errors, setErrors] = useState<ReadonlyMap<string, ErrorData>>(new Map())
  const stamps = useRef(new Map<string, string>())
  const few = useRef(limited(AT_ONCE))
  const end = useRef(new AbortController())
  useEffect(() => {
    const controller = new AbortController()
    const asked = stamps.current
    end.current = controller
    return () => {
      controller.abort()
      asked.clear()
    }
  }, [])
  const want = useCallback((path: string, stamp: string) => {
    if (stamps.current.get(path) === stamp) return
    stamps.current.set(path, stamp)
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
  }, [])
  return { reports, errors, want }
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map
  const rest = new Map(map)
  rest.delete(key)
  return rest
}
