import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clampToDisplays, LEAST_SIZE, parseWindowState } from './window-bounds.ts'

const left = { x: 0, y: 30, width: 1920, height: 1050 }
const right = { x: 1920, y: 0, width: 2560, height: 1440 }

test.each([
  ['stays where it fits', { x: 100, y: 100, width: 1200, height: 760 }, [left]],
  ['stays on the second display', { x: 2000, y: 10, width: 1200, height: 760 }, [left, right]],
])('%s', (_what, saved, areas) => {
  expect(clampToDisplays(saved, areas)).toEqual(saved)
})

test('is moved back in, and shrunk to the display', () => {
  expect(clampToDisplays({ x: 1800, y: 900, width: 1200, height: 760 }, [left])).toEqual({
    x: 720,
    y: 320,
    width: 1200,
    height: 760,
  })
  expect(clampToDisplays({ x: -500, y: -500, width: 9000, height: 9000 }, [left])).toEqual(left)
})

test('a display that is gone leaves the place to the desktop', () => {
  expect(clampToDisplays({ x: 2500, y: 10, width: 1200, height: 760 }, [left])).toBeNull()
  expect(clampToDisplays({ x: 0, y: 0, width: 1200, height: 760 }, [])).toBeNull()
})

test('whatever was saved, the result lies on a display', () => {
  const coordinate = fc.integer({ min: -10_000, max: 10_000 })
  const rectangle = fc.record({
    x: coordinate,
    y: coordinate,
    width: fc.integer({ min: -10, max: 10_000 }),
    height: fc.integer({ min: -10, max: 10_000 }),
  })
  fc.assert(
    fc.property(rectangle, (saved) => {
      const placed = clampToDisplays(saved, [left, right])
      if (placed === null) return
      const area = placed.x >= right.x ? right : left
      expect(placed.width).toBeGreaterThanOrEqual(LEAST_SIZE.width)
      expect(placed.height).toBeGreaterThanOrEqual(LEAST_SIZE.height)
      expect(placed.x).toBeGreaterThanOrEqual(area.x)
      expect(placed.y).toBeGreaterThanOrEqual(area.y)
      expect(placed.x + placed.width).toBeLessThanOrEqual(area.x + area.width)
      expect(placed.y + placed.height).toBeLessThanOrEqual(area.y + area.height)
    }),
  )
})

test('takes from a file what is a place', () => {
  const place = { x: 1, y: 2, width: 1200, height: 760, maximized: false }
  expect(parseWindowState({ ...place, more: 1 })).toEqual(place)
})

test.each([['null'], ['{"x":1}'], ['{"x":1e400,"y":0,"width":1,"height":1,"maximized":true}']])(
  'takes no place from %s',
  (content) => expect(parseWindowState(JSON.parse(content))).toBeNull(),
)
