import { access } from 'node:fs/promises'
import { shell } from 'electron'

/** Shows a file among the others of its folder; false where it is not there. */
export async function revealFile(file: string): Promise<boolean> {
  try {
    await access(file)
  } catch {
    return false
  }
  shell.showItemInFolder(file)
  return true
}
