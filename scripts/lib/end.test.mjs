import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('a failure is one with electron-builder loaded, too', () => {
  const end = fileURLToPath(new URL('end.mjs', import.meta.url))
  const script = `
    await import('electron-builder')
    const { endWith } = await import(${JSON.stringify(end)})
    console.log('said')
    endWith(3)`
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  expect({ status, stdout }).toEqual({ status: 3, stdout: 'said\n' })
})
