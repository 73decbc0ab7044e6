import { APP_ORIGIN } from './app-url.ts'

/** Where the error pages are, one for each window. */
const DIRECTORY = '-/error/'

export interface ErrorText {
  readonly message: string
  readonly next: string
  readonly cause?: string | undefined
  /** Offers to load the window's page again. */
  readonly retry: boolean
}

/** What every error page says, in a language. */
export interface PageWords {
  readonly language: string
  readonly openAgain: string
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)

/** A page without script, for when the window's own, `home`, cannot be shown. */
export function renderErrorPage(
  { message, next, cause, retry }: ErrorText,
  home: string,
  { language, openAgain }: PageWords,
): string {
  const detail = cause === undefined ? '' : `<pre>${escapeHtml(cause)}</pre>`
  const link = retry ? `<p><a href="${escapeHtml(home)}">${escapeHtml(openAgain)}</a></p>` : ''
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Guesthouse</title>
<style>
  body { font: 14px/20px system-ui; margin: 0; height: 100vh; display: grid; place-content: center;
    background: #fbfaf8; color: #23201c }
  main { max-width: 60ch; padding: 24px }
  h1 { font-size: 20px; line-height: 28px; margin: 0 0 8px }
  p { margin: 0 0 12px }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px; opacity: .75 }
  a { color: inherit }
  @media (prefers-color-scheme: dark) { body { background: #1e1c1a; color: #f1ede7 } }
</style>
<main role="alert"><h1>${escapeHtml(message)}</h1><p>${escapeHtml(next)}</p>${link}${detail}</main>
</html>`
}

const pages = new Map<string, string>()
const fileOf = (window: number): string => `${DIRECTORY}${window}`

/** The error pages of windows, by the ids of their web contents. */
export const errorPages = {
  /** The page that a path of the app's own scheme stands for. */
  at: (file: string): string | null => pages.get(file) ?? null,
  /** Makes the page and returns its address. `home` is what the window goes back to. */
  put: (window: number, text: ErrorText, home: string, words: PageWords): string => {
    pages.set(fileOf(window), renderErrorPage(text, home, words))
    return `${APP_ORIGIN}/${fileOf(window)}`
  },
  remove: (window: number): void => void pages.delete(fileOf(window)),
}
