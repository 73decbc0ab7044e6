import { defineConfig } from '@playwright/test'

/**
 * The real app with real QEMU. One worker: a guest under TCG takes a core, and there are two. No
 * retries: a test that fails now and then is a defect of the app or of the test.
 */
export default defineConfig({
  testDir: 'specs',
  outputDir: '../test-results/e2e',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: { trace: 'retain-on-failure' },
})
