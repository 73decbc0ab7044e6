import { expect, test, vi } from 'vitest'
import type { TrayAction } from './menu-model.ts'
import { menuTemplate } from './menu-template.ts'

test('a menu is made of what the model says, names literally', () => {
  const perform = vi.fn<(action: TrayAction) => void>()
  const [submenu, line, text] = menuTemplate(
    [
      {
        kind: 'submenu',
        label: 'R&D_1 && _x',
        items: [{ kind: 'action', label: 'Start', action: { do: 'start', id: 'a' } }],
      },
      { kind: 'separator' },
      { kind: 'text', label: '2 machines run' },
    ],
    perform,
  )
  expect(submenu).toMatchObject({ label: 'R&&D_1 &&&& _x', submenu: [{ label: 'Start' }] })
  expect(line).toEqual({ type: 'separator' })
  expect(text).toEqual({ label: '2 machines run', enabled: false })
  const [start] = (submenu?.submenu ?? []) as { click: () => void }[]
  start?.click()
  expect(perform).toHaveBeenCalledWith({ do: 'start', id: 'a' })
})
