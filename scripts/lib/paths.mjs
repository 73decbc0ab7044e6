import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout, absolute. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** What set-up fetches and makes; git ignores it, and it can be deleted at any time. */
export const cacheDir = path.join(root, '.cache')
