import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Acceleration } from '../../../shared/domain/guest.ts'
import { nextCpuAfterFailure } from './cpu-features.ts'
import { chooseAccelerator } from './ladder.ts'

const proved: Acceleration = {
  accelerator: 'kvm',
  reason: 'kvm-proved',
  kvmMs: 20,
  tcgMs: 300,
  kvmCpu: 'host,-arch-capabilities',
}
const missing: Acceleration = {
  accelerator: 'tcg',
  reason: 'kvm-missing',
  kvmMs: null,
  tcgMs: null,
  kvmCpu: 'host',
}

describe('chooseAccelerator', () => {
  it('follows the self-test when the guest leaves it open', () => {
    expect(chooseAccelerator('auto', proved)).toEqual({
      accelerator: 'kvm',
      reason: 'kvm-proved',
      cpu: 'host,-arch-capabilities',
    })
    expect(chooseAccelerator('auto', missing)).toEqual({
      accelerator: 'tcg',
      reason: 'kvm-missing',
      cpu: 'max',
    })
  })

  it('gives what the guest asks for', () => {
    expect(chooseAccelerator('tcg', proved)).toEqual({
      accelerator: 'tcg',
      reason: 'asked-for',
      cpu: 'max',
    })
    expect(chooseAccelerator('kvm', missing)).toEqual({
      accelerator: 'kvm',
      reason: 'asked-for',
      cpu: 'host',
    })
  })
})

describe('nextCpuAfterFailure', () => {
  const words = (msr: string): string =>
    `qemu-system-x86_64: error: failed to set MSR 0x${msr} to 0x69\n` +
    "qemu-system-x86_64: ../../target/i386/kvm/kvm.c:3183: kvm_buf_set_msrs: Assertion `ret == cpu->kvm_msr_buf->nmsrs' failed.\n"

  it('leaves out the feature that the refused register belongs to', () => {
    expect(nextCpuAfterFailure('host', words('10a'))).toBe('host,-arch-capabilities')
    expect(nextCpuAfterFailure('host', words('48b'))).toBe('host,-vmx')
    expect(nextCpuAfterFailure('host,-arch-capabilities', words('345'))).toBe(
      'host,-arch-capabilities,-pdcm',
    )
    expect(nextCpuAfterFailure('host', words('38f'))).toBe('host,pmu=off')
  })

  it('leaves out the enlightenment that this kernel cannot give', () => {
    expect(nextCpuAfterFailure('host', words('40000021'))).toBe('host,hv-time=off')
    expect(nextCpuAfterFailure('host', words('40000081'))).toBe('host,hv-synic=off')
    const vpIndex = "qemu-system-x86_64: kernel doesn't allow setting HyperV VP_INDEX\n"
    expect(nextCpuAfterFailure('host,hv-time=off', vpIndex)).toBe('host,hv-time=off,hv-vpindex=off')
    expect(nextCpuAfterFailure('host,hv-vpindex=off', vpIndex)).toBeNull()
    const unsupported =
      'qemu-system-x86_64: Hyper-V frequency MSRs (hv-frequencies) is not supported by kernel\n'
    expect(nextCpuAfterFailure('host', unsupported)).toBe('host,hv-frequencies=off')
    const needed =
      'qemu-system-x86_64: Hyper-V synthetic timers (hv-stimer) requires ' +
      'Hyper-V clocksources (hv-time)\n'
    expect(nextCpuAfterFailure('host', needed)).toBe('host,hv-stimer=off')
  })

  it('gives up on other words, other registers, and what is left out already', () => {
    expect(nextCpuAfterFailure('host', '')).toBeNull()
    expect(
      nextCpuAfterFailure('host', 'Could not access KVM kernel module: Permission denied'),
    ).toBeNull()
    // MSR_IA32_TSX_CTRL is written whatever the features are.
    expect(nextCpuAfterFailure('host', words('122'))).toBeNull()
    expect(nextCpuAfterFailure('host,-arch-capabilities', words('10a'))).toBeNull()
  })

  it('comes to an end whatever QEMU says', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 0x2000 })), (msrs) => {
        let cpu: string | null = 'host'
        let steps = 0
        let refusals = 0
        for (const msr of msrs) {
          const next: string | null = nextCpuAfterFailure(cpu, words(msr.toString(16)))
          if (next !== null) {
            cpu = next
            steps += 1
          }
          refusals += 1
          if (refusals === 500) break
        }
        expect(steps).toBeLessThanOrEqual(20)
        expect(new Set(cpu.split(',')).size).toBe(cpu.split(',').length)
      }),
    )
  })
})
