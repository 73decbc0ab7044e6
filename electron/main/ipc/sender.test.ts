import type { WebFrameMain } from 'electron'
import { expect, test } from 'vitest'
import { isOurMainFrame } from './sender.ts'

const parent = {} as WebFrameMain

test('only the main frame of our own origin is trusted', () => {
  expect(isOurMainFrame({ parent: null, url: 'app://guesthouse/index.html' })).toBe(true)
  expect(isOurMainFrame({ parent, url: 'app://guesthouse/index.html' })).toBe(false)
  expect(isOurMainFrame(null)).toBe(false)
  for (const url of [
    'https://guesthouse/',
    'app://guesthouse.example/',
    'app://other/',
    'file:///app://guesthouse/',
    'about:blank',
    '',
  ]) {
    expect(isOurMainFrame({ parent: null, url })).toBe(false)
  }
})
