import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'
import { expect, test } from '../fixtures/app.ts'
import { bootTinyLinux } from '../fixtures/tiny-linux.ts'
import { openCompositor } from '../fixtures/wayland.ts'

test('where there is Wayland alone, the window is shown there, and a machine in it', async ({
  home,
  launch,
}) => {
  const compositor = await openCompositor(home)
  try {
    const app = await launch({ args: ['--ozone-platform=wayland'], env: compositor.env })
    const { desktopName } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    // By this a dock finds the desktop entry.
    const id = basename(desktopName, '.desktop')
    await expect.poll(() => compositor.log()).toContain(`set_app_id("${id}")`)
    // A picture of the window, handed over to be shown.
    await expect.poll(() => compositor.log()).toMatch(/wl_surface@\d+\.attach\(wl_buffer@/)
    const window = await bootTinyLinux(app)
    await window.typeSerial('echo $((6 * 7))')
    await expect.poll(() => window.serialText()).toContain('42')
    await window.tab('Screen')
    await expect(window.screen).toHaveAttribute('data-state', 'connected')
    await test.info().attach('window', {
      body: await app.window.screenshot(),
      contentType: 'image/png',
    })
  } finally {
    await compositor.close()
  }
})
