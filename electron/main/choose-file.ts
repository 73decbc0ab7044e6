import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { nativeTexts } from './native-texts.ts'

/** Where the last file was saved, which is where the next one probably goes. */
let lastDirectory: string | null = null

/**
 * Asks the person for the name of a file to write, beginning with `name`; they were asked where it
 * exists already. null where they cancelled.
 */
export async function chooseNewFile(window: BrowserWindow, name: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: nativeTexts().chooseNewFile,
    defaultPath: join(lastDirectory ?? homedir(), basename(name)),
  })
  // Undefined in Electron 25 where it was cancelled, empty in later ones.
  if (canceled || filePath === undefined || filePath === '') return null
  lastDirectory = dirname(filePath)
  return filePath
}
