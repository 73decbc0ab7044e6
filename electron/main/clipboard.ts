import * as electron from 'electron'

/**
 * The desktop's clipboard in the one form that both runtimes have. Electron 25 answers at once and
 * takes a NativeImage; later ones answer with promises and take items, as a web page's clipboard
 * does. https://www.electronjs.org/docs/latest/api/clipboard
 */
interface OldClipboard {
  writeImage(image: electron.NativeImage): void
}
interface NewClipboard {
  write(items: readonly unknown[]): Promise<void>
}
type MakeItem = new (items: Readonly<Record<string, Blob>>) => unknown

const isOld = (clipboard: object): clipboard is OldClipboard => 'writeImage' in clipboard

/** Empty where what was copied is no text. */
export async function readClipboardText(): Promise<string> {
  return electron.clipboard.readText()
}

export async function writeClipboardText(text: string): Promise<void> {
  await electron.clipboard.writeText(text)
}

/** Puts a PNG there. */
export async function writeClipboardPicture(png: Uint8Array): Promise<void> {
  const clipboard: object = electron.clipboard
  if (isOld(clipboard)) {
    clipboard.writeImage(electron.nativeImage.createFromBuffer(Buffer.from(png)))
    return
  }
  const Item = Reflect.get(electron, 'ClipboardItem') as MakeItem
  const picture = new Blob([Buffer.from(png)], { type: 'image/png' })
  await (clipboard as NewClipboard).write([new Item({ 'image/png': picture })])
}
