import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  outputDir: '../../demo-out/playwright',
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: [['line']],
})
