import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Menu, nativeImage, nativeTheme, Tray } from 'electron'
import { bundle } from '../bundle.ts'
import type { TrayAction, TrayModel } from './menu-model.ts'
import { menuTemplate } from './menu-template.ts'
import { panelTone } from './panel-tone.ts'

export interface TrayIconOptions {
  readonly onClick: () => void
  readonly perform: (action: TrayAction) => void
  /** Whether the app is as dark as the desktop, and not as the person chose for it. */
  readonly followsDesktop: () => boolean
}

export interface TrayIcon {
  show(model: TrayModel): void
  remove(): void
}

/** Puts an icon into the desktop's tray. */
export function createTrayIcon({ onClick, perform, followsDesktop }: TrayIconOptions): TrayIcon {
  const pictureNow = (): string => {
    const theme = followsDesktop() ? nativeTheme.shouldUseDarkColors : null
    const tone = panelTone(process.env['XDG_CURRENT_DESKTOP'], theme)
    return join(bundle.trayIcons, `tray-${shown?.lit === true ? 'lit' : 'plain'}-${tone}.png`)
  }
  let shown: TrayModel | null = null
  let picture = pictureNow()
  const tray = new Tray(nativeImage.createFromPath(picture))
  const draw = (): void => {
    const next = pictureNow()
    if (next === picture) return
    picture = next
    tray.setImage(nativeImage.createFromPath(picture))
  }
  tray.on('click', onClick)
  nativeTheme.on('updated', draw)
  return {
    show(model) {
      const before = shown
      shown = model
      draw()
      if (model.tooltip !== before?.tooltip) tray.setToolTip(model.tooltip)
      // A menu that is open is closed by another one.
      if (isDeepStrictEqual(model.items, before?.items)) return
      tray.setContextMenu(Menu.buildFromTemplate(menuTemplate(model.items, perform)))
    },
    remove() {
      nativeTheme.off('updated', draw)
      tray.destroy()
    },
  }
}
