import { describe, expect, it } from 'vitest'
import type { Acceleration } from '../../../shared/domain/guest.ts'
import { Unchecked } from './check.ts'
import { decodeCapabilities } from '../../platform/linux-capabilities.ts'
import { judgeAcceleration, judgeMissingDevice } from './rows/acceleration.ts'
import { judgeFiles } from './rows/files.ts'
import { judgeFirmware } from './rows/firmware.ts'
import { judgePasst } from './rows/network.ts'
import { judgeSpace } from './rows/space.ts'
import { judgeDaemons } from './rows/system-daemon.ts'
import { judgeWatches } from './rows/watches.ts'

const proved: Acceleration = {
  ...{ accelerator: 'kvm', reason: 'kvm-proved', kvmMs: 20, tcgMs: 300, kvmCpu: 'host' },
}
const failed: Acceleration = {
  ...{ accelerator: 'tcg', reason: 'kvm-failed', kvmMs: null, tcgMs: 300, kvmCpu: 'host' },
  detail: 'its words',
}
const summary = ({ verdict, findings }: ReturnType<typeof judgeSpace>) => [
  verdict,
  ...findings.map(({ code }) => code),
]

describe('acceleration', () => {
  it.each([
    [proved, ['good', 'KVM_PROVED']],
    [{ ...proved, tcgMs: null }, ['good', 'KVM_PROVED_ALONE']],
    [{ ...proved, kvmCpu: 'host,-vmx' }, ['good', 'KVM_PROVED', 'KVM_FEATURES_LEFT_OUT']],
    [{ ...proved, accelerator: 'tcg', reason: 'kvm-slow', kvmMs: 400 }, ['missing', 'KVM_SLOWER']],
    [{ ...failed, failure: 'died' }, ['missing', 'KVM_DIES']],
    [{ ...failed, failure: 'unfinished' }, ['missing', 'KVM_UNUSABLY_SLOW']],
    [{ ...failed, failure: 'not-opened' }, ['missing', 'KVM_CANNOT_BE_OPENED']],
    [{ ...failed, reason: 'kvm-missing' }, ['missing', 'KVM_MISSING']],
    [{ ...failed, reason: 'kvm-no-permission' }, ['missing', 'KVM_NO_PERMISSION']],
  ] as [Acceleration, string[]][])('%j', (acceleration, expected) =>
    expect(summary(judgeAcceleration(acceleration))).toEqual(expected),
  )

  it('is not known where the self-test did not run', () => {
    const notTested = { ...failed, failure: 'not-tested' } as const
    expect(() => judgeAcceleration(notTested)).toThrow(Unchecked)
    expect(() => judgeAcceleration(failed)).toThrow(Unchecked)
  })

  it('tells a processor that cannot from a module that is not loaded', () => {
    const cpu = (flags: string) => `processor\t: 0\nflags\t\t: fpu ${flags} sse\n`
    const loaded = 'kvm_amd 1 0 - Live 0x0\nkvm 2 1 kvm_amd, Live 0x0\n'
    const codes = (...given: [string, string]) => summary(judgeMissingDevice(...given))[1]
    expect(codes(cpu('lm'), '')).toBe('KVM_NOT_OFFERED')
    expect(codes(cpu('svm'), '')).toBe('KVM_NOT_LOADED')
    expect(codes(cpu('svm'), loaded)).toBe('KVM_MISSING')
    expect(codes('', '')).toBe('KVM_MISSING')
    const { findings, remedies } = judgeMissingDevice(cpu('vmx'), loaded)
    expect(findings[0].params).toEqual({ module: 'kvm_intel' })
    expect(remedies.map(({ argv }) => argv)).toEqual([['modprobe', 'kvm_intel']])
  })
})

describe('the others', () => {
  const distribution = { manager: 'apt', id: 'debian', version: 12 } as const
  it.each([
    [{ uefi: true, secureBoot: 'keys' }, ['good', 'FIRMWARE_COMPLETE'], 0],
    [{ uefi: true, secureBoot: 'no-keys' }, ['limited', 'FIRMWARE_WITHOUT_KEYS'], 0],
    [{ uefi: true, secureBoot: 'none' }, ['limited', 'FIRMWARE_WITHOUT_SECURE_BOOT'], 1],
    [{ uefi: false, secureBoot: 'none' }, ['missing', 'FIRMWARE_MISSING'], 1],
  ] as const)('firmware %j', (offer, expected, remedies) => {
    const result = judgeFirmware(offer, { distribution })
    expect(summary(result)).toEqual(expected)
    expect(result.remedies).toHaveLength(remedies)
  })

  it('network', () => {
    const judge = (dropsLoopback: boolean, hasNameServer: boolean) =>
      summary(judgePasst({ dropsLoopback, hasNameServer }))
    expect(judge(true, true)).toEqual(['good', 'PASST_WORKS'])
    expect(judge(false, true)).toEqual(['limited', 'PASST_WITHOUT_ADDRESS'])
    expect(judge(true, false)).toEqual(['limited', 'PASST_WITHOUT_NAMES'])
    expect(judge(false, false)).toHaveLength(3)
  })

  it.each([
    [2 ** 30 - 1, ['missing', 'SPACE_NONE']],
    [2 ** 30, ['limited', 'SPACE_LITTLE']],
    [20 * 2 ** 30 - 1, ['limited', 'SPACE_LITTLE']],
    [20 * 2 ** 30, ['good', 'SPACE_ENOUGH']],
  ])('space of %i bytes', (bytes, expected) =>
    expect(summary(judgeSpace(bytes, '/d'))).toEqual(expected),
  )

  it.each([
    [{ instances: 128, watches: 8192, left: true }, ['good', 'WATCHES_ENOUGH']],
    [{ instances: 127, watches: 8192, left: true }, ['limited', 'WATCHES_FEW']],
    [{ instances: 128, watches: 8191, left: true }, ['limited', 'WATCHES_FEW']],
    [{ instances: 128, watches: 8192, left: false }, ['limited', 'WATCHES_USED_UP']],
  ])('watches %j', (found, expected) => expect(summary(judgeWatches(found))).toEqual(expected))

  it.each([
    ['4096', ['limited', 'FILES_FEW']],
    ['4097', ['good', 'FILES_ENOUGH']],
    ['unlimited', ['good', 'FILES_UNLIMITED']],
  ])('files up to %s', (hard, expected) => {
    const limits = `Limit  Soft Limit  Hard Limit  Units\nMax open files            1024                 ${hard}              files     \n`
    expect(summary(judgeFiles(limits, 'ann'))).toEqual(expected)
  })

  it('files of which nothing is told are not fine', () => {
    expect(() => judgeFiles('Max cpu time unlimited unlimited seconds', 'ann')).toThrow('no limit')
  })

  it('system daemons', () => {
    const daemon = { account: null, capabilities: null, supported: false } as const
    const none = { ...daemon, kind: 'guesthoused', state: 'absent' } as const
    const libvirt = { ...daemon, kind: 'libvirt' } as const
    expect(summary(judgeDaemons([none]))).toEqual(['good', 'DAEMON_NONE'])
    expect(summary(judgeDaemons([none, { ...libvirt, state: 'installed' }]))).toEqual([
      ...['limited', 'DAEMON_INSTALLED'],
    ])
    const nobodys = { ...libvirt, state: 'running' } as const
    expect(judgeDaemons([none, nobodys]).findings).toEqual([
      { code: 'DAEMON_RUNNING', params: { name: 'libvirt' } },
    ])
    const running = { ...nobodys, account: 'root' } as const
    expect(judgeDaemons([none, running]).findings).toEqual([
      { code: 'DAEMON_RUNNING_AS', params: { name: 'libvirt', account: 'root' } },
    ])
  })

  it('capabilities by their names', () => {
    expect(decodeCapabilities('0000000000001020')).toEqual(['CAP_KILL', 'CAP_NET_ADMIN'])
    expect(decodeCapabilities('0000000000000000')).toEqual([])
    expect(decodeCapabilities('8000010000000000')).toEqual(['CAP_CHECKPOINT_RESTORE', 'CAP_63'])
    expect(decodeCapabilities('000001ffffffffff')).toHaveLength(41)
  })
})
