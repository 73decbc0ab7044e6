// Bundles the benchmarks (TypeScript, with the engine's own source) and runs them.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { build } from 'esbuild'
import { cacheDir, root } from '../lib/paths.mjs'

const outfile = path.join(cacheDir, 'bench', 'main.mjs')
await build({
  entryPoints: [path.join(root, 'e2e/bench/main.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  plugins: [
    {
      name: 'scripts-by-absolute-path',
      setup(plugins) {
        plugins.onResolve({ filter: /\.mjs$/ }, ({ path: specifier, resolveDir }) => ({
          path: path.resolve(resolveDir, specifier),
          external: true,
        }))
      },
    },
  ],
  logLevel: 'warning',
})
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
