import type { MenuItemConstructorOptions } from 'electron'
import type { TrayAction, TrayItem } from './menu-model.ts'

/** What Electron makes the menu of. */
export const menuTemplate = (
  items: readonly TrayItem[],
  perform: (action: TrayAction) => void,
): MenuItemConstructorOptions[] =>
  items.map((item): MenuItemConstructorOptions => {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' }
      case 'text':
        return { label: menuLabel(item.label), enabled: false }
      case 'action':
        return { label: menuLabel(item.label), click: () => perform(item.action) }
      case 'submenu':
        return { label: menuLabel(item.label), submenu: menuTemplate(item.items, perform) }
    }
  })

/** An ampersand would underline the character after it. Underscores Chromium escapes itself. */
const menuLabel = (text: string): string => text.replaceAll('&', '&&')
