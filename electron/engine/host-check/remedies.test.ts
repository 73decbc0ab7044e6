import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mendSchema } from '../../../shared/domain/host-check.ts'
import type { PackageManager } from './distribution.ts'
import {
  bridgeAclRemedy,
  bridgeHelperRemedy,
  commandOf,
  filesRemedy,
  groupRemedy,
  installRemedy,
  KVM_RULE,
  kvmRuleRemedy,
  lingerRemedy,
  mendOf,
  moduleRemedy,
  startSoundRemedy,
  watchesRemedy,
} from './remedies.ts'

const on = (manager: PackageManager) => ({ manager, id: 'x', version: 1 })
const all = [
  ...installRemedy(on('apt'), 'tpm'),
  kvmRuleRemedy(),
  ...groupRemedy('ann', 'kvm'),
  moduleRemedy('kvm_intel'),
  ...lingerRemedy('ann'),
  bridgeHelperRemedy("/usr/lib/it's here/helper"),
  ...bridgeAclRemedy('/etc/qemu/bridge.conf', 'br0'),
  watchesRemedy(),
  ...filesRemedy('ann'),
  startSoundRemedy('pulseaudio.socket'),
]

/** What a shell makes of a command, with `sudo` a program that prints its arguments. */
const wordsOf = (command: string): string[] => {
  const script = `sudo() { printf '%s\\0' "$@"; }; systemctl() { printf '%s\\0' systemctl "$@"; }; ${command}`
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

describe('a remedy', () => {
  it.each(all)('$id is shown exactly as it would run', (remedy) => {
    expect(wordsOf(commandOf(remedy))).toEqual(remedy.argv)
    expect(mendSchema.parse(mendOf(remedy, true)).command).toBe(commandOf(remedy))
  })

  it('is done for the person only where the desktop can ask, and it is for us to offer', () => {
    expect(all.filter((remedy) => mendOf(remedy, false).doable)).toEqual([])
    const doable = all.filter((remedy) => mendOf(remedy, true).doable).map(({ id }) => id)
    expect(doable).toEqual([
      ...['install-tpm', 'kvm-rule', 'group-kvm', 'kvm-module', 'linger', 'watches', 'files'],
    ])
  })

  it('is not made of names that mean something to a shell', () => {
    expect(groupRemedy('a$(reboot)', 'kvm')).toEqual([])
    expect(groupRemedy('--root', 'kvm')).toEqual([])
    expect(lingerRemedy('a b')).toEqual([])
    expect(filesRemedy("a'b")).toEqual([])
    expect(bridgeAclRemedy('/etc/qemu/bridge.conf', 'br0;reboot')).toEqual([])
    expect(bridgeAclRemedy('/etc/q u/bridge.conf', 'br0')).toEqual([])
  })

  it('installs by the distribution’s own manager, and nothing where that is unknown', () => {
    const commands = (['apt', 'dnf', 'zypper', 'pacman'] as const).map((manager) =>
      installRemedy(on(manager), 'tpm').map(commandOf),
    )
    expect(commands.flat()).toEqual([
      'sudo apt-get install --yes --no-remove swtpm swtpm-tools',
      'sudo dnf install --assumeyes swtpm swtpm-tools',
      'sudo zypper --non-interactive install swtpm',
      'sudo pacman --sync --needed --noconfirm swtpm',
    ])
    expect(installRemedy(null, 'tpm')).toEqual([])
    expect(installRemedy(on('zypper'), 'tray-extension')).toEqual([])
  })
})

describe('the rule for /dev/kvm', () => {
  it('is the one that the packages bring', () => {
    const file = new URL('../../../assets/udev/70-guesthouse-kvm.rules', import.meta.url)
    const lines = readFileSync(file, 'utf8').split('\n')
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([KVM_RULE])
  })

  it('is written as it is', () => {
    const [, , script = ''] = kvmRuleRemedy().argv
    const [echo = ''] = script.split(' >')
    expect(execFileSync('/bin/sh', ['-c', echo], { encoding: 'utf8' })).toBe(`${KVM_RULE}\n`)
  })
})
