import path from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { PATIENCE_MS } from './patience/patience-ms.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** ms. A test that hangs is ended; one that is slow on a busy computer is not. */
const hangMs = 30_000
const inVitest = path.join(root, 'scripts/patience/in-vitest.ts')
const ignored = ['**/node_modules/**', '**/dist/**', '.cache/**', 'e2e/**']

/**
 * unit and renderer run beside their sources in milliseconds; integration starts real QEMU
 * processes, so few of its files run at once; system is run by root. A run that finds no test fails.
 */
export default defineConfig({
  root,
  cacheDir: path.join(root, '.cache/vitest'),
  test: {
    passWithNoTests: false,
    allowOnly: false,
    restoreMocks: true,
    // Vitest's own choice leaves one processor unused, which is half of a small computer.
    maxWorkers: '100%',
    setupFiles: [inVitest],
    expect: { poll: { timeout: PATIENCE_MS } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,electron,scripts}/**/*.test.{ts,mjs}'],
          exclude: [...ignored, '**/*.{integration,system}.test.ts'],
          testTimeout: hangMs,
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          setupFiles: [inVitest, path.join(root, 'scripts/patience/in-testing-library.ts')],
          include: ['renderer/**/*.test.{ts,tsx}'],
          // A test compares it with the colours that are computed for the same grounds.
          css: { include: /tokens\.css/ },
          exclude: ignored,
          testTimeout: hangMs,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['electron/**/*.integration.test.ts'],
          exclude: ignored,
          globalSetup: path.join(root, 'electron/engine/testing/probe-host.ts'),
          maxWorkers: 2,
          // After the quick ones, where somebody runs them all together.
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // The system daemon: started by root, under accounts of its own.
          name: 'system',
          environment: 'node',
          include: ['electron/**/*.system.test.ts'],
          exclude: ignored,
          globalSetup: path.join(root, 'electron/engine/testing/probe-host.ts'),
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
