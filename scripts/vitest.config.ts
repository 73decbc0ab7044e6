import path from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const ignored = ['**/node_modules/**', '**/dist/**', '.cache/**', 'e2e/**']

/**
 * unit and renderer run beside their sources in milliseconds; integration starts real QEMU
 * processes, so few of its files run at once. A run that finds no test fails.
 */
export default defineConfig({
  root,
  cacheDir: path.join(root, '.cache/vitest'),
  test: {
    passWithNoTests: false,
    allowOnly: false,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,electron,scripts}/**/*.test.{ts,mjs}'],
          exclude: [...ignored, '**/*.integration.test.ts'],
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          exclude: ignored,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['electron/**/*.integration.test.ts'],
          exclude: ignored,
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
