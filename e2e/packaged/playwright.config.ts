import { defineConfig } from '@playwright/test'

/** The app as it is packaged: `npm run package`, or what was installed of it. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/packaged',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
})
