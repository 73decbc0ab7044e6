import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cruiseSources } from './cruise.mjs'

/** For each rule a file that breaks it, and what it imports. */
const offences = /** @type {const} */ ({
  'shared-stands-alone': ['shared/domain/bad.ts', '../../electron/platform/fine.ts'],
  platform: ['electron/platform/bad.ts', '../engine/index.ts'],
  engine: ['electron/engine/bad.ts', '../main/fine.ts'],
  connections: ['electron/connections/bad.ts', '../engine/qmp/fine.ts'],
  dbus: ['electron/dbus/bad.ts', '../connections/fine.ts'],
  daemon: ['electron/daemon/bad.ts', '../main/fine.ts'],
  main: ['electron/main/bad.ts', '../engine/qmp/fine.ts'],
  preload: ['electron/preload/bad.ts', '../../shared/domain/fine.ts'],
  broker: ['electron/broker/bad.ts', '../engine/index.ts'],
  renderer: ['renderer/app/bad.tsx', '../../electron/platform/fine.ts'],
  'features-are-apart': ['renderer/features/one/bad.tsx', '../two/fine.ts'],
  'lower-renderer-layers': ['renderer/ui/bad.tsx', '../features/two/fine.ts'],
  'no-electron-below-main': ['electron/engine/electron-bad.ts', 'electron'],
  'no-node-in-the-window': ['renderer/stores/bad.ts', 'node:fs'],
  'no-test-code-in-the-product': ['electron/main/testing-bad.ts', '../broker/testing/fine.ts'],
  'no-development-packages-in-electron': ['electron/main/dev-bad.ts', 'dev-only'],
  'no-cycles': ['electron/main/about.ts', './round.ts'],
  'no-orphans': ['electron/main/alone.ts', null],
  resolvable: ['electron/main/lost.ts', './nowhere.ts'],
})

const fine = [
  'electron/platform/fine.ts',
  'electron/engine/index.ts',
  'electron/engine/qmp/fine.ts',
  'electron/connections/fine.ts',
  'electron/main/fine.ts',
  'electron/broker/testing/fine.ts',
  'shared/domain/fine.ts',
  'renderer/features/two/fine.ts',
]

/**
 * Rules that do not find the offence made for them, or have none.
 * @param {any} config
 * @returns {Promise<string[]>}
 */
export async function rulesThatDoNotBite(config) {
  const dir = await mkdtemp(path.join(tmpdir(), 'import-rules-'))
  const write = async (/** @type {string} */ file, /** @type {string} */ text) => {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true })
    await writeFile(path.join(dir, file), text)
  }
  try {
    for (const file of fine) await write(file, 'export const fine = 1\n')
    for (const [file, target] of Object.values(offences)) {
      const jsx = file.endsWith('.tsx') ? 'export const Page = () => <p>{fine}</p>\n' : ''
      await write(
        file,
        target === null ? 'export {}\n' : `import { fine } from '${target}'\n${jsx}`,
      )
    }
    await write('electron/main/round.ts', "import { fine } from './about.ts'\n")
    for (const name of ['electron', 'dev-only']) {
      await write(`node_modules/${name}/package.json`, `{"name":"${name}","main":"index.js"}`)
      await write(`node_modules/${name}/index.js`, 'exports.fine = 1\n')
    }
    await write(
      'package.json',
      '{"name":"offences","devDependencies":{"electron":"1","dev-only":"1"}}',
    )
    const { summary } = await cruiseSources(config, dir, ['shared', 'electron', 'renderer'])
    const found = new Set(summary.violations.map(({ rule, from }) => `${rule.name} ${from}`))
    return config.forbidden
      .map((/** @type {{ name: string }} */ { name }) => name)
      .filter((/** @type {keyof typeof offences} */ name) => {
        const offence = offences[name]
        return offence === undefined || !found.has(`${name} ${offence[0]}`)
      })
  } finally {
    await rm(dir, { recursive: true })
  }
}
