import { posix } from 'node:path'

/** The window's own scheme and host. A custom scheme instead of file:// gives it an origin. */
export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://guesthouse'
export const INDEX_URL = `${APP_ORIGIN}/index.html`
/** The main page of somebody new, who is to see nothing of it before the first-run pages. */
export const FIRST_RUN_URL = `${INDEX_URL}?first-run`

/** The page of a guest's own window. */
export const guestUrl = (id: string): string => `${INDEX_URL}?guest=${encodeURIComponent(id)}`

/** The same page in a language of the person's choice, for it to begin in. */
export function inLanguage(address: string, language: string): string {
  const url = new URL(address)
  url.searchParams.set('lang', language)
  return url.href
}

/**
 * The file, relative to the renderer's directory, that a URL of the window stands for; null where
 * it is not ours or leaves the directory.
 */
export function fileForUrl(address: string): string | null {
  let path: string
  try {
    const url = new URL(address)
    if (`${url.protocol}//${url.host}` !== APP_ORIGIN) return null
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\')) return null
  // The URL parser folds `..`, but not one that was hidden by a percent sign.
  if (path.split('/').includes('..')) return null
  const file = posix.normalize(path).slice(1)
  return file === '' ? 'index.html' : file
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

export function contentType(file: string): string {
  return CONTENT_TYPES[posix.extname(file).toLowerCase()] ?? 'application/octet-stream'
}

/** An address that may be handed to the person's browser. */
export function isWebAddress(address: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(address).protocol)
  } catch {
    return false
  }
}
