import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { filesBelow } from '../../lib/hash.mjs'
import { fuses } from '../builder-options.mjs'
import { manifest } from '../identity.mjs'
import { asarFiles } from './asar-files.mjs'
import { demand } from './check.mjs'
import { missingDepends } from './libraries.mjs'

/** What the app's archive holds, and nothing else: no sources, tests, maps or packages. */
const packed = [
  /^package\.json$/,
  /^dist\/(main\/main|preload\/preload|broker\/broker|check\/check)\.cjs$/,
  /^dist\/renderer\/index\.html$/,
  /^dist\/renderer\/assets\/[\w.-]+\.(js|css|svg|woff2)$/,
  /^dist\/assets\/([\w-]+\/)*[\w-]+\.(png|svg)$/,
]

/** @param {string} unpacked */
function archive(unpacked) {
  const files = asarFiles(path.join(unpacked, 'resources/app.asar'))
  const odd = files.filter((file) => !packed.some((pattern) => pattern.test(file)))
  demand(odd.length === 0, `it holds ${odd.join(', ')}`)
  const missing = packed.filter((pattern) => !files.some((file) => pattern.test(file)))
  demand(missing.length === 0, `it holds nothing like ${missing.join(', ')}`)
}

/** Reads back from the binary what was to be set. @param {string} unpacked */
async function fusesAreSet(unpacked) {
  const wire = await getCurrentFuseWire(path.join(unpacked, manifest.name))
  for (const [name, on] of Object.entries(fuses)) {
    const option = /** @type {keyof typeof FuseV1Options} */ (
      `${name[0]?.toUpperCase()}${name.slice(1)}`
    )
    const state = wire[FuseV1Options[option]]
    demand(state === (on ? FuseState.ENABLE : FuseState.DISABLE), `${option} is ${state}`)
  }
}

/** Nothing of development beside the archive. @param {string} unpacked */
function folder(unpacked) {
  const files = filesBelow(unpacked).map((file) => path.relative(unpacked, file))
  const odd = files.filter((file) =>
    /default_app|^version$|\.map$|\.(ts|mjs)$|node_modules/.test(file),
  )
  demand(odd.length === 0, `it holds ${odd.join(', ')}`)
  for (const file of ['LICENSES.chromium.html', 'chrome-sandbox', 'resources/app.asar']) {
    demand(existsSync(path.join(unpacked, file)), `it lacks ${file}`)
  }
}

/** @param {string} list its path */
function licences(list) {
  const text = readFileSync(list, 'utf8')
  for (const name of ['react', 'zod', 'dbus-next', '@novnc/novnc', '@xterm/xterm']) {
    demand(text.includes(`\n${name} `), `nothing is said of ${name}`)
  }
  const [odd] = /^(undefined|null|\[object Object\])$/m.exec(text) ?? []
  demand(odd === undefined, `a licence is called ${odd}`)
}

/** @param {string} binary */
function libraries(binary) {
  const missing = missingDepends(binary)
  demand(missing.length === 0, `Depends lacks ${missing.join(', ')}`)
}

/**
 * What electron-builder made.
 * @param {{ unpacked: string, hasDpkg: boolean }} options
 * @returns {import('./check.mjs').Check[]}
 */
export const appChecks = ({ unpacked, hasDpkg }) => [
  { name: 'what the app’s archive holds', run: () => archive(unpacked) },
  { name: 'what is beside it', run: () => folder(unpacked) },
  { name: 'fuses of the binary', run: () => fusesAreSet(unpacked) },
  {
    name: 'licences of the bundled libraries',
    run: () => licences(path.join(path.dirname(unpacked), 'libraries.txt')),
  },
  ...(hasDpkg
    ? [
        {
          name: 'Depends names what the binary is linked with',
          run: () => libraries(path.join(unpacked, manifest.name)),
        },
      ]
    : []),
]
