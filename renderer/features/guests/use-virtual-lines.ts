import {
  defaultRangeExtractor,
  type Range,
  useVirtualizer,
  type Virtualizer,
} from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react'
import type { Line } from './arrange/lines.ts'

export type LinesVirtualizer = Virtualizer<HTMLDivElement, Element>

export interface VirtualLinesOptions {
  readonly scrollRef: RefObject<HTMLDivElement | null>
  readonly lines: readonly Line[]
  /** Of each kind of line, in CSS px, with the gap below it. */
  readonly headingHeight: number
  readonly guestHeight: number
  readonly paddingEnd?: number
  readonly initialOffset?: number
}

export interface VirtualLines {
  readonly virtualizer: LinesVirtualizer
  /** Keeps a line in the page while it is out of sight: the one that has the focus. */
  readonly holdLine: (index: number) => void
}

/** Of thousands of lines only those in sight are in the page. */
export function useVirtualLines(options: VirtualLinesOptions): VirtualLines {
  const { scrollRef, lines, headingHeight, guestHeight } = options
  const held = useRef(-1)
  const heightOf = (index: number): number =>
    lines[index]?.heading === null ? guestHeight : headingHeight
  // A new function makes the virtualizer work out where lines are.
  const getItemKey = useCallback((index: number) => lines[index]?.key ?? index, [lines])
  // It warns users of React's compiler; there is none here.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: heightOf,
    getItemKey,
    overscan: 2,
    paddingEnd: options.paddingEnd ?? 0,
    initialOffset: options.initialOffset ?? 0,
    rangeExtractor: (range: Range) => {
      const indexes = defaultRangeExtractor(range)
      const { current: line } = held
      return line < 0 || line >= range.count || indexes.includes(line)
        ? indexes
        : [...indexes, line].toSorted((a, b) => a - b)
    },
  })
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, headingHeight, guestHeight])
  const holdLine = useCallback((index: number) => {
    held.current = index
  }, [])
  return { virtualizer, holdLine }
}
