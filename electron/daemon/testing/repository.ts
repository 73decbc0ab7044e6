import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

/** What the packages hold: files of assets/. */
export const asset = (name: string): string => join(root, 'assets', name)

/** What the build makes of this part, with the launcher beside it; set-up builds before the tests. */
export const builtDaemon = join(root, 'dist/daemon')

export const documentation = (name: string): string => join(root, 'docs', name)
