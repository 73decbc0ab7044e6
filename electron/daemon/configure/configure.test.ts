import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { neededCapabilities } from '../privileges/capability-table.ts'
import { combinations, configOf, fileWith, usbDevice } from '../testing/configs.ts'
import { commandsAfter, configure, configuredFiles } from './configure.ts'
import { replaceFiles } from './replace-files.ts'

const daemonFile = '/etc/systemd/system/guesthoused.service.d/50-features.conf'
const networkFile = '/etc/systemd/system/guesthouse-network.service.d/50-features.conf'
const usbFile = '/etc/udev/rules.d/71-guesthouse-daemon-usb.rules'

const contentOf = (text: string, path: string): string | null =>
  configuredFiles(configOf(text), '/etc/guesthouse/daemon.toml').find((file) => file.path === path)
    ?.content ?? null

/** What a directive comes to, as systemd reads it: an empty value begins a list anew. */
function listOf(unit: string, name: string): string[] {
  let list: string[] = []
  for (const line of unit.split('\n')) {
    if (!line.startsWith(`${name}=`)) continue
    const value = line.slice(name.length + 1)
    list = value === '' ? [] : [...list, ...value.split(' ')]
  }
  return list
}

describe('configuredFiles', () => {
  it('gives each service what the table says, for every combination of the features', () => {
    for (const on of combinations) {
      const text = fileWith(on, usbDevice)
      const config = configOf(text)
      const daemon = contentOf(text, daemonFile) ?? ''
      const network = contentOf(text, networkFile)
      for (const set of ['AmbientCapabilities', 'CapabilityBoundingSet']) {
        expect(daemon).toContain(`\n${set}=\n`)
        expect(listOf(daemon, set)).toEqual(neededCapabilities(config, 'daemon'))
        expect(listOf(network ?? '', set)).toEqual(neededCapabilities(config, 'network'))
      }
      expect(network !== null).toBe(on.includes('bridged-networking') || on.includes('nat-network'))
    }
  })

  it('opens the network for what needs it alone', () => {
    const none = contentOf(fileWith([]), daemonFile) ?? ''
    expect(none.split('\n')).toHaveLength(5)
    const bridged = contentOf(fileWith(['bridged-networking']), daemonFile) ?? ''
    expect(listOf(bridged, 'PrivateNetwork')).toEqual(['no'])
    expect(listOf(bridged, 'RestrictAddressFamilies')).toEqual([])
    expect(listOf(bridged, 'DeviceAllow')).toEqual(['/dev/net/tun', 'rw'])
    const user = contentOf(fileWith(['user-networking']), daemonFile) ?? ''
    expect(listOf(user, 'RestrictAddressFamilies')).toEqual(['AF_INET', 'AF_INET6', 'AF_NETLINK'])
    expect(user).toContain('\nIPAddressDeny=\n')
  })

  it('lends the devices that are listed, and none where the feature is off', () => {
    expect(contentOf(fileWith(['host-usb'], usbDevice), usbFile)).toContain(
      'SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="046d", ATTR{idProduct}=="c52b", GROUP="guesthouse-qemu", MODE="0664"\n',
    )
    expect(contentOf(fileWith(['host-usb'], usbDevice), daemonFile)).toContain('char-usb_device rw')
    expect(contentOf(fileWith([], usbDevice), usbFile)).toBeNull()
    expect(contentOf(fileWith([], usbDevice), daemonFile)).not.toContain('usb')
    expect(contentOf(fileWith(['host-usb']), usbFile)).toBeNull()
    expect(contentOf(fileWith(['host-usb']), daemonFile)).not.toContain('usb')
  })

  it('makes the listed storage visible, with what a path may hold', () => {
    const storage = `\n[storage]\ndirectories = ["/srv/100 %", "/home/vm", "/homes", "/srv/o'brien"]\nfiles = ["/run/user/1/x.iso"]\n`
    const unit = contentOf(fileWith([], storage), daemonFile) ?? ''
    expect(unit.split('\n').slice(4)).toEqual([
      ...[
        'ReadWritePaths="-/srv/100 %%"',
        'ReadWritePaths=-/homes',
        'ReadWritePaths="-/srv/o\'brien"',
      ],
      'ProtectHome=tmpfs',
      ...['BindPaths=-/home/vm', 'BindPaths=-/run/user/1/x.iso', ''],
    ])
  })
})

describe('configure', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'gh-configure-'))
  })
  afterEach(() => rm(root, { recursive: true }))

  const all = configOf(fileWith(combinations.at(-1) ?? [], usbDevice))
  const none = configOf(fileWith([]))
  const options = (): { configFile: string; root: string } => ({ configFile: '/x.toml', root })
  const changes = async (config = all) =>
    (await configure(config, options())).map(({ change }) => change)
  const files = async (): Promise<string[]> => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  }

  it('writes what is wanted, leaves what is right, and removes what is not wanted', async () => {
    const umask = process.umask(0o077)
    try {
      expect(await changes()).toEqual(['written', 'written', 'written'])
    } finally {
      process.umask(umask)
    }
    for (const { path, content } of configuredFiles(all, '/x.toml')) {
      expect(await readFile(join(root, path), 'utf8')).toBe(content)
      expect((await lstat(join(root, path))).mode & 0o7777).toBe(0o644)
    }
    expect(await changes()).toEqual(['unchanged', 'unchanged', 'unchanged'])
    expect(await changes(none)).toEqual(['written', 'removed', 'removed'])
    expect(await files()).toEqual(['50-features.conf'])
    expect(await changes(none)).toEqual(['unchanged', 'absent', 'absent'])
  })

  it('says what is to be run: nothing more than what the changes ask for', async () => {
    const steps = async (config: typeof all) =>
      commandsAfter(config, await configure(config, options()))
    expect(await steps(all)).toEqual([
      'systemctl daemon-reload',
      'udevadm control --reload',
      'udevadm trigger --action=change --subsystem-match=usb',
      'systemctl restart guesthouse-network.service',
      'systemctl restart guesthoused.service',
    ])
    expect(await steps(all)).toEqual([
      'systemctl restart guesthouse-network.service',
      'systemctl restart guesthoused.service',
    ])
    expect(await steps(none)).toEqual([
      'systemctl daemon-reload',
      'udevadm control --reload',
      'udevadm trigger --action=change --subsystem-match=usb',
      'systemctl stop guesthouse-network.service',
      'systemctl restart guesthoused.service',
    ])
    expect(await steps(none)).toEqual(['systemctl restart guesthoused.service'])
  })

  it('leaves everything as it was where one file cannot be written', async () => {
    await changes(none)
    // The last of them: nothing can be made below a file.
    await mkdir(join(root, 'etc/udev'))
    await writeFile(join(root, 'etc/udev/rules.d'), 'in the way')
    const before = await readFile(join(root, daemonFile), 'utf8')
    await expect(changes()).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' })
    expect(await readFile(join(root, daemonFile), 'utf8')).toBe(before)
    expect((await files()).sort()).toEqual(['50-features.conf', 'rules.d'])
  })

  it('undoes what was put in place where a later one cannot be', async () => {
    const [kept, fresh, gone, blocked] = ['kept', 'fresh', 'gone', 'blocked'].map((name) =>
      join(root, name),
    ) as [string, string, string, string]
    await writeFile(kept, 'as it was')
    await writeFile(gone, 'here')
    const wanted = [
      { path: kept, content: 'another' },
      { path: fresh, content: 'new' },
      { path: gone, content: null },
      // By the time that it is put in place, the folder that the last one needs is there.
      { path: blocked, content: 'a file' },
      { path: join(blocked, 'below'), content: 'a file below it' },
    ]
    await expect(replaceFiles(wanted)).rejects.toMatchObject({
      ...{ code: 'FILE_WRITE_FAILED', params: { path: blocked } },
    })
    expect((await files()).sort()).toEqual(['gone', 'kept'])
    expect(await readFile(kept, 'utf8')).toBe('as it was')
    expect(await readFile(gone, 'utf8')).toBe('here')
  })

  it('replaces no link: an administrator made it', async () => {
    await mkdir(join(root, 'etc/systemd/system/guesthoused.service.d'), { recursive: true })
    await symlink('/dev/null', join(root, daemonFile))
    await expect(changes()).rejects.toMatchObject({
      ...{ code: 'CONFIGURED_FILE_STRANGE', params: { path: join(root, daemonFile) } },
    })
    expect((await lstat(join(root, daemonFile))).isSymbolicLink()).toBe(true)
    expect(await files()).toEqual(['50-features.conf'])
  })
})
