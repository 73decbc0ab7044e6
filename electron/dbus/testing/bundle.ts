import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

export interface Bundle {
  readonly file: string
  dispose(): Promise<void>
}

/** A program of ours as one file that every account can read and Node can run. */
export async function bundle(entry: string): Promise<Bundle> {
  const dir = await mkdtemp(join(tmpdir(), 'gh-bundle-'))
  await chmod(dir, 0o755)
  const file = join(dir, 'program.cjs')
  await build({
    ...{ entryPoints: [entry], outfile: file, bundle: true, platform: 'node' },
    ...{ target: 'node18', format: 'cjs', external: ['x11'], logLevel: 'error' },
  })
  await chmod(file, 0o644)
  return { file, dispose: () => rm(dir, { recursive: true, force: true }) }
}
