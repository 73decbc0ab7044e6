import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { protocol } from 'electron'
import { APP_SCHEME, contentType, fileForUrl } from './app-url.ts'
import { bundle } from './bundle.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { errorPages } from './error-page.ts'

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

const headers = (type: string): Record<string, string> => ({
  'Content-Type': type,
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
})

/** Serves the window's files, and nothing else. */
export function serveAppScheme(): void {
  protocol.handle(APP_SCHEME, async ({ method, url }) => {
    const file = method === 'GET' ? fileForUrl(url) : null
    if (file === null) return new Response(null, { status: 403, headers: headers('text/plain') })
    const failure = errorPages.at(file)
    if (failure !== null) {
      return new Response(failure, { headers: headers('text/html; charset=utf-8') })
    }
    try {
      const body = await readFile(join(bundle.renderer, file))
      return new Response(body, { headers: headers(contentType(file)) })
    } catch {
      return new Response(null, { status: 404, headers: headers('text/plain') })
    }
  })
}
