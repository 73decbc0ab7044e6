import { describe, expect, it } from 'vitest'
import { Sandbox } from '../capabilities/fake-program.test-support.ts'
import { writeFile } from 'node:fs/promises'
import { distributionOf, findDistribution, parseOsRelease } from './distribution.ts'
import { packagesFor } from './packages.ts'

describe('os-release', () => {
  it('is read as a shell reads it', () => {
    const text = `
# a comment
NAME="Some \\"Linux\\""
ID=debian
VERSION_ID='12'
EMPTY=
lower=ignored`
    expect([...parseOsRelease(text)]).toEqual([
      ['NAME', 'Some "Linux"'],
      ['ID', 'debian'],
      ['VERSION_ID', '12'],
      ['EMPTY', ''],
    ])
  })

  it.each([
    ['ID=debian\nVERSION_ID="12"', { manager: 'apt', id: 'debian', version: 12 }],
    ['ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"', { manager: 'apt', version: 24.04 }],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="22"', { manager: 'apt', version: 22 }],
    ['ID=fedora\nVERSION_ID=42', { manager: 'dnf' }],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"', { manager: 'dnf' }],
    ['ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"', { manager: 'zypper' }],
    ['ID=arch', { manager: 'pacman', version: Number.POSITIVE_INFINITY }],
  ])('%s is known', (text, expected) => expect(distributionOf(text)).toMatchObject(expected))

  it.each(['', 'ID=nixos', 'ID=constructor', 'garbage\u0000='])('%j is not', (text) =>
    expect(distributionOf(text)).toBeNull(),
  )
})

describe('the distribution of a computer', () => {
  it('is none where packages are not installed into what runs', async () => {
    const sandbox = await Sandbox.make()
    const places = {
      osRelease: [sandbox.path('none'), sandbox.path('os-release')],
      ostree: sandbox.path('ostree'),
    }
    expect(await findDistribution(places)).toBeNull()
    await writeFile(sandbox.path('os-release'), 'ID=fedora\nVERSION_ID=42\n')
    expect(await findDistribution(places)).toMatchObject({ manager: 'dnf' })
    await writeFile(sandbox.path('ostree'), '')
    expect(await findDistribution(places)).toBeNull()
    await sandbox.remove()
  })
})

describe('packages', () => {
  const debian = (version: number) => ({ manager: 'apt', id: 'debian', version }) as const
  it('are offered where the release has one that would do', () => {
    expect(packagesFor('virtiofsd', debian(12))).toEqual([])
    expect(packagesFor('virtiofsd', debian(13))).toEqual(['virtiofsd'])
    expect(packagesFor('passt', debian(11))).toEqual([])
    expect(packagesFor('passt', { manager: 'apt', id: 'ubuntu', version: 24.04 })).toEqual([
      'passt',
    ])
    expect(packagesFor('qemu', debian(11))).toEqual(['qemu-system-x86', 'qemu-utils'])
  })
})
