import { bridge } from './bridge.ts'

/** The path of a file that was dropped on the page; empty where it has none (it is no file). */
export function pathOf(file: File): string {
  // Electron before 32.
  if ('path' in file && typeof file.path === 'string') return file.path
  return bridge().pathOf(file)
}
