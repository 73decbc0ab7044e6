import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Menu, nativeImage, nativeTheme, Tray } from 'electron'
import { bundle } from '../bundle.ts'
import type { TrayAction, TrayModel } from './menu-model.ts'
import { menuTemplate } from './menu-template.ts'
import { panelTone } from './panel-tone.ts'

export interface TrayIcon {
  show(model: TrayModel): void
  remove(): void
}

/** Puts an icon into the desktop's tray. */
export function createTrayIcon(options: {
  readonly onClick: () => void
  readonly perform: (action: TrayAction) => void
}): TrayIcon {
  const tray = new Tray(pictureOf(false))
  let shown: TrayModel | null = null
  tray.on('click', options.onClick)
  const onTheme = (): void => tray.setImage(pictureOf(shown?.lit ?? false))
  nativeTheme.on('updated', onTheme)
  return {
    show(model) {
      const before = shown
      shown = model
      if (model.lit !== (before?.lit ?? false)) tray.setImage(pictureOf(model.lit))
      if (model.tooltip !== before?.tooltip) tray.setToolTip(model.tooltip)
      // A menu that is open is closed by another one.
      if (isDeepStrictEqual(model.items, before?.items)) return
      tray.setContextMenu(Menu.buildFromTemplate(menuTemplate(model.items, options.perform)))
    },
    remove() {
      nativeTheme.off('updated', onTheme)
      tray.destroy()
    },
  }
}

/**
 * Of the desktop, whatever theme the person has chosen for the app. Electron 25 knows the app's alone,
 * which is the desktop's as long as nothing was chosen.
 */
function desktopIsDark(): boolean {
  const known: unknown = Reflect.get(nativeTheme, 'shouldUseDarkColorsForSystemIntegratedUI')
  return typeof known === 'boolean' ? known : nativeTheme.shouldUseDarkColors
}

/** Drawn by scripts/build/tray-icons.mjs. */
function pictureOf(lit: boolean): Electron.NativeImage {
  const tone = panelTone(process.env['XDG_CURRENT_DESKTOP'], desktopIsDark())
  const name = `tray-${lit ? 'lit' : 'plain'}-${tone}.png`
  return nativeImage.createFromPath(join(bundle.trayIcons, name))
}
