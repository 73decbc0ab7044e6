import { expect, test } from 'vitest'
import { portalVariables } from './file-portals.ts'

test.each([
  [{}, false, {}],
  [{}, true, { GTK_USE_PORTAL: '1' }],
  [{ SNAP: '/snap/guesthouse/1' }, false, { GTK_USE_PORTAL: '1' }],
  [{ SNAP: '' }, false, {}],
  [{ GTK_USE_PORTAL: '0' }, true, {}],
])('with %j and Flatpak %j: %j', (env, isFlatpak, variables) => {
  expect(portalVariables(env, isFlatpak)).toEqual(variables)
})
