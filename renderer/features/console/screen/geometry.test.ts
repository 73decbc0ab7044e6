import { describe, expect, it } from 'vitest'
import { place, sizeFor } from './geometry.ts'

const frame = { width: 900, height: 600 }

describe('place', () => {
  it('fits the picture into the frame, in the middle', () => {
    const placed = place('fit', frame, { width: 1024, height: 768 }, 1, true)
    expect(placed).toEqual({ width: 800, height: 600, left: 50, top: 0, crisp: false })
  })

  it('shows a pixel as a pixel of the display, whatever the display’s scale', () => {
    const guest = { width: 640, height: 480 }
    expect(place('actual', frame, guest, 1, true)).toEqual({
      ...{ width: 640, height: 480, left: 130, top: 60, crisp: true },
    })
    expect(place('actual', frame, guest, 2, true)).toEqual({
      ...{ width: 320, height: 240, left: 290, top: 180, crisp: true },
    })
  })

  it('begins at the corner where the picture is larger than the frame', () => {
    const placed = place('actual', frame, { width: 2000, height: 400 }, 1, true)
    expect(placed).toMatchObject({ left: 0, top: 100, width: 2000 })
  })

  it('lies on whole pixels of the display at odd scales', () => {
    const placed = place(
      'fit',
      { width: 901.6, height: 599.2 },
      { width: 1024, height: 768 },
      1.25,
      true,
    )
    for (const value of [placed.left, placed.top, placed.width, placed.height]) {
      expect(value * 1.25).toBeCloseTo(Math.round(value * 1.25), 6)
    }
  })

  it('is crisp where each pixel becomes a whole number of them', () => {
    const guest = { width: 450, height: 300 }
    expect(place('fit', frame, guest, 1, true)).toMatchObject({ width: 900, crisp: true })
    expect(place('fit', frame, guest, 2, true)).toMatchObject({ width: 900, crisp: true })
  })

  it('shows a machine that is to be resized at 1:1, or whole while it is too large', () => {
    expect(place('resize', frame, { width: 896, height: 600 }, 1, true)).toMatchObject({
      width: 896,
    })
    expect(place('resize', frame, { width: 1800, height: 600 }, 1, true)).toMatchObject({
      width: 900,
    })
    expect(place('resize', frame, { width: 450, height: 300 }, 1, true)).toMatchObject({
      width: 450,
    })
    // It cannot: then it fits.
    expect(place('resize', frame, { width: 450, height: 300 }, 1, false)).toMatchObject({
      width: 900,
    })
  })
})

it('asks for a size that graphics cards have and that fits, in the display’s pixels', () => {
  expect(sizeFor({ width: 903, height: 601 }, 1)).toEqual({ width: 896, height: 600 })
  expect(sizeFor({ width: 903, height: 601 }, 2)).toEqual({ width: 1800, height: 1202 })
  expect(sizeFor({ width: 10, height: 10 }, 1)).toEqual({ width: 320, height: 200 })
})
