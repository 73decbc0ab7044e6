import { pathOf } from '../../ipc/path-of.ts'

/** The path of the first file of a drop or a paste; null where there is none. */
export function droppedPath(data: DataTransfer | null): string | null {
  const [file] = data?.files ?? []
  const path = file === undefined ? '' : pathOf(file)
  return path === '' ? null : path
}

/** A path out of text as people copy it: plain, in quotes, or as a file manager's URI. */
export function pathFromText(text: string): string | null {
  const line = text.trim().replace(/^(['"])(.*)\1$/, '$2')
  if (/[\r\n]/.test(line)) return null
  if (line.startsWith('/')) return line
  if (!/^file:\/\//i.test(line)) return null
  try {
    const { host, pathname } = new URL(line)
    const path = decodeURIComponent(pathname)
    return (host === '' || host === 'localhost') && !path.includes('\0') ? path : null
  } catch {
    return null
  }
}
