import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAEMON_BUS_NAME } from '../../shared/domain/daemon.ts'
import { skipWhere } from '../engine/testing/skip-where.ts'
import { startBus } from '../platform/testing/private-bus.ts'
import { becoming, needsAccounts } from './testing/accounts.ts'
import { asset } from './testing/repository.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gh-install-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const run = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { encoding: 'utf8' })

/** The accounts and groups of a tree that had none but root and kvm. */
function makeAccounts(): { passwd: string[][]; groups: Map<string, string[]> } {
  mkdirSync(join(root, 'etc'), { recursive: true })
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n')
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nkvm:x:104:\n')
  const { status, stderr } = run('systemd-sysusers', [
    ...[`--root=${root}`, asset('sysusers/guesthouse.conf')],
  ])
  expect([status, stderr.replaceAll(/^Creating .*\n/gm, '')]).toEqual([0, ''])
  const lines = (name: string): string[][] =>
    readFileSync(join(root, 'etc', name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(':'))
  const members = lines('group').map(
    ([name = '', , , list = '']) => [name, list.split(',')] as const,
  )
  return { passwd: lines('passwd'), groups: new Map(members) }
}

describe('systemd-sysusers', () => {
  it('makes three accounts, none of which is root or can log in', () => {
    const { passwd, groups } = makeAccounts()
    const ours = passwd.filter(([name]) => name !== 'root')
    expect(ours.map(([name = '']) => name).sort()).toEqual([
      ...['guesthouse-network', 'guesthouse-qemu', 'guesthoused'],
    ])
    for (const [, , uid, gid, , , shell] of ours) {
      expect(Number(uid) * Number(gid)).toBeGreaterThan(0)
      expect(shell).toMatch(/\/nologin$/)
    }
    expect(new Set(ours.map(([, , uid]) => uid)).size).toBe(3)
    expect(groups.get('kvm')?.sort()).toEqual(['guesthouse-qemu', 'guesthoused'])
    expect(groups.get('guesthouse-qemu')).toEqual(['guesthoused'])
    expect(groups.get('guesthouse-network')).toEqual([''])
    expect(groups.get('root')).toEqual([''])
  })

  it('changes nothing the second time', () => {
    makeAccounts()
    const before = ['passwd', 'group'].map((name) => readFileSync(join(root, 'etc', name), 'utf8'))
    run('systemd-sysusers', [`--root=${root}`, asset('sysusers/guesthouse.conf')])
    const after = ['passwd', 'group'].map((name) => readFileSync(join(root, 'etc', name), 'utf8'))
    expect(after).toEqual(before)
  })
})

describe('systemd-tmpfiles', () => {
  it('makes the directories, whose they are to be and closed', (context) => {
    skipWhere(context, process.getuid?.() !== 0, 'only root gives files away')
    const { passwd } = makeAccounts()
    const nameOf = new Map(passwd.map(([name = '', , uid = '']) => [uid, name]))
    const groupOf = new Map(
      readFileSync(join(root, 'etc/group'), 'utf8')
        .split('\n')
        .map((line) => [line.split(':')[2] ?? '', line.split(':')[0] ?? '']),
    )
    const args = ['--create', `--root=${root}`, asset('tmpfiles/guesthouse.conf')]
    const { status, stderr } = run('systemd-tmpfiles', args)
    expect([status, stderr]).toEqual([0, ''])
    const made = run('find', [root, '-path', '*guesthouse*', '-printf', '%P %m %U %G\n'])
      .stdout.trim()
      .split('\n')
      .map((line) => line.split(' '))
      .map(([path, mode, uid = '', gid = '']) => [path, mode, nameOf.get(uid), groupOf.get(gid)])
    expect(made.map((parts) => parts.join(' ')).sort()).toEqual([
      'run/guesthouse 2711 guesthoused guesthouse-qemu',
      'run/guesthouse-network 750 guesthouse-network guesthoused',
      'run/guesthouse/consoles 711 guesthoused guesthoused',
      'var/cache/guesthouse 700 guesthoused guesthoused',
      'var/lib/guesthouse 710 guesthoused guesthouse-qemu',
      'var/lib/guesthouse/guests 710 guesthoused guesthouse-qemu',
      'var/log/guesthouse 710 guesthoused guesthouse-qemu',
    ])
  })
})

describe('systemctl', () => {
  const system = (): string => join(root, 'usr/lib/systemd/system')
  const systemctl = (...args: string[]) =>
    run('systemctl', [`--root=${root}`, '--no-reload', ...args])

  it('lets a call on the bus start the daemon only once it is enabled', () => {
    const activation = readFileSync(asset(`dbus/${DAEMON_BUS_NAME}.service`), 'utf8')
    const [, name = ''] = /^SystemdService=(.+)$/m.exec(activation) ?? []
    mkdirSync(system(), { recursive: true })
    copyFileSync(asset('systemd/guesthoused.service'), join(system(), 'guesthoused.service'))
    const link = join(root, 'etc/systemd/system', name)
    expect([existsSync(join(system(), name)), existsSync(link)]).toEqual([false, false])
    expect(systemctl('enable', 'guesthoused.service').status).toBe(0)
    expect(readlinkSync(link)).toBe('/usr/lib/systemd/system/guesthoused.service')
    expect(systemctl('disable', 'guesthoused.service').status).toBe(0)
    expect(() => readlinkSync(link)).toThrow('ENOENT')
  })
})

describe('the policy of the bus', () => {
  let endBus: (() => Promise<void>) | null = null
  afterEach(async () => {
    await endBus?.()
    endBus = null
  })

  /** A bus with the rules of a system's own and ours, for every account. */
  async function startSystemBus(): Promise<void> {
    mkdirSync(join(root, 'system.d'))
    copyFileSync(asset(`dbus/${DAEMON_BUS_NAME}.conf`), join(root, 'system.d/ours.conf'))
    const config = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${root}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <deny own="*"/>
    <deny send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
    <allow send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus"/>
  </policy>
  <includedir>system.d</includedir>
</busconfig>\n`
    writeFileSync(join(root, 'bus.conf'), config)
    // The bus is met by other accounts.
    run('chmod', ['a+rx', root])
    endBus = await startBus([`--config-file=${root}/bus.conf`])
  }

  /** What the bus answers to an account that would be the daemon. */
  function own(account: Parameters<typeof becoming>[0]): string {
    const [command = '', ...before] = becoming(account)
    const theBus = ['org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus']
    const request = ['call', ...theBus, 'RequestName', 'su', DAEMON_BUS_NAME, '0']
    const args = [
      ...before,
      'busctl',
      `--address=unix:path=${root}/bus`,
      '--timeout=20',
      ...request,
    ]
    const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: '/' })
    return `${stdout}${stderr}`.trim()
  }

  it('lets guesthoused alone be the daemon', async (context) => {
    needsAccounts(context)
    await startSystemBus()
    expect(own('guesthoused')).toBe('u 1')
    for (const account of ['nobody', 'guesthouse-qemu', 'guesthouse-network'] as const) {
      expect(own(account)).toBe('Call failed: Access denied')
    }
  })
})

describe('the actions of polkit', () => {
  const document = new DOMParser().parseFromString(
    readFileSync(asset('polkit/org.guesthouse.Manager1.policy'), 'utf8'),
    'text/xml',
  )
  const actions = [...document.getElementsByTagName('action')]
  const text = (index: number, name: string, at = 0): string =>
    actions[index]?.getElementsByTagName(name)[at]?.textContent?.trim() ?? ''

  it('let nobody who is not at the computer, or not its owner, do more than ask', () => {
    const defaults = actions.map((action, index) => [
      action.getAttribute('id'),
      ...['allow_any', 'allow_inactive', 'allow_active'].map((name) => text(index, name)),
    ])
    expect(defaults.map((parts) => parts.join(' '))).toEqual([
      'org.guesthouse.view auth_self_keep auth_self_keep yes',
      'org.guesthouse.operate-own auth_self_keep auth_self_keep yes',
      'org.guesthouse.create auth_admin_keep auth_admin_keep auth_admin_keep',
      'org.guesthouse.manage-all auth_admin_keep auth_admin_keep auth_admin_keep',
      'org.guesthouse.network auth_admin auth_admin yes',
      'org.guesthouse.configure auth_admin auth_admin auth_admin',
    ])
  })

  it('are said in English and German', () => {
    for (const [index, action] of actions.entries()) {
      for (const name of ['description', 'message']) {
        const [english, german] = [...action.getElementsByTagName(name)]
        expect(english?.getAttribute('xml:lang')).toBeFalsy()
        expect(german?.getAttribute('xml:lang')).toBe('de')
        expect(text(index, name, 0)).not.toBe(text(index, name, 1))
        expect(text(index, name, 1).length).toBeGreaterThan(10)
      }
    }
  })
})
