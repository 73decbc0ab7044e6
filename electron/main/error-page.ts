import { APP_ORIGIN, INDEX_URL } from './app-url.ts'

export const ERROR_PAGE_FILE = '-/error'
export const ERROR_PAGE_URL = `${APP_ORIGIN}/${ERROR_PAGE_FILE}`

export interface ErrorText {
  readonly message: string
  readonly next: string
  readonly cause?: string | undefined
  /** Offers to load the window's page again. */
  readonly retry: boolean
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)

/** A page without script, for when the window's own cannot be shown. */
export function renderErrorPage({ message, next, cause, retry }: ErrorText): string {
  const detail = cause === undefined ? '' : `<pre>${escapeHtml(cause)}</pre>`
  const link = retry ? `<p><a href="${INDEX_URL}">Open the window again</a></p>` : ''
  return `<!doctype html>
<html lang="en">
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

let html = ''

/** What ERROR_PAGE_URL shows. */
export const errorPage = {
  current: (): string => html,
  set: (text: ErrorText): void => {
    html = renderErrorPage(text)
  },
}
