import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Modules that the first picture needs and that lazy parts share. */
const firstPicture = new RegExp(
  [
    'node_modules/(react|react-dom|scheduler|i18next|react-i18next|zustand|html-parse-stringify)/',
    'node_modules/lucide-react/dist/esm/(createLucideIcon|Icon|context|defaultAttributes|shared)',
    // German comes when it is wanted.
    'renderer/(i18n/(?!de/)|ipc|stores)/',
    'renderer/ui/(base|button|class-names|copy-button|error-|notice|notify|state-)',
    'shared/domain/errors\\.ts',
    'vite/preload-helper',
  ].join('|'),
)

/**
 * The window's page. Main serves it at app://guesthouse/ under a CSP that allows no inline script,
 * so the module preload polyfill (an inline script in some set-ups) stays off.
 */
export default defineConfig({
  root,
  base: './',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome114',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: {
      input: fileURLToPath(new URL('index.html', import.meta.url)),
      // Every file is a round trip to main: what the first picture needs comes in one, not in twenty.
      output: { codeSplitting: { groups: [{ name: 'window', test: firstPicture }] } },
    },
  },
})
