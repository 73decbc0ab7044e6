import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { descriptorDirectories, findDescriptors } from './find-descriptors.ts'
import { descriptorOf, FirmwareSandbox } from './testing.test-support.ts'

let sandbox: FirmwareSandbox
beforeEach(async () => {
  sandbox = await FirmwareSandbox.make()
})
afterEach(() => sandbox.remove())

const put = (name: string, description: string): Promise<string> =>
  sandbox.write(name, JSON.stringify({ ...descriptorOf(), description }))

async function found(): Promise<string[]> {
  const directories = ['user', 'etc', 'share'].map((name) => sandbox.path(name))
  const list = await findDescriptors({ env: {}, logger: silentLogger, directories })
  return list.map(({ descriptor }) => descriptor.description)
}

test('descriptors are tried by file name, wherever they are', async () => {
  await put('share/50-b.json', 'second')
  await put('etc/60-c.json', 'third')
  await put('user/40-a.json', 'first')
  await sandbox.write('share/README', 'not a descriptor')
  expect(await found()).toEqual(['first', 'second', 'third'])
})

test("the user's file hides those of the same name, and an empty one only hides", async () => {
  await put('share/50-a.json', 'of the package')
  await put('etc/50-a.json', "the administrator's")
  await put('user/50-a.json', "the user's")
  await put('share/60-b.json', 'switched off')
  await sandbox.write('etc/60-b.json', '')
  expect(await found()).toEqual(["the user's"])
})

test('a file that is no descriptor does not take the others with it', async () => {
  await sandbox.write('user/10-broken.json', '{"description": ')
  await sandbox.write('user/20-other.json', '{"name": "something else"}')
  await sandbox.write('user/30-dir.json/file', '')
  await put('share/50-a.json', 'good')
  expect(await found()).toEqual(['good'])
})

test('the places are those of firmware.json, the user first', () => {
  expect(descriptorDirectories({ HOME: '/home/u', XDG_CONFIG_HOME: 'relative' })).toEqual([
    '/home/u/.config/qemu/firmware',
    '/etc/qemu/firmware',
    '/usr/share/qemu/firmware',
  ])
  expect(descriptorDirectories({ XDG_CONFIG_HOME: '/cfg' })[0]).toBe('/cfg/qemu/firmware')
})
