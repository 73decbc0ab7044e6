import { expect, test } from 'vitest'
import { panelTone } from './panel-tone.ts'

test.each([
  ['KDE', false, 'light'],
  ['KDE', true, 'dark'],
  ['GNOME', false, 'dark'],
  ['ubuntu:GNOME', false, 'dark'],
  ['GNOME-Classic:GNOME', false, 'light'],
  ['XFCE', false, 'light'],
  [undefined, true, 'dark'],
  ['', false, 'light'],
  ['KDE', null, 'either'],
  ['GNOME', null, 'dark'],
])('on %s with a dark theme %s the panel is %s', (desktop, dark, tone) => {
  expect(panelTone(desktop, dark)).toBe(tone)
})
