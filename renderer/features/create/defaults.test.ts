import { describe, expect, it } from 'vitest'
import { sampleHost } from '../../dev/samples.ts'
import {
  defaultCpus,
  defaultDiskGiB,
  defaultMemoryMiB,
} from '../../../shared/domain/spare-resources.ts'
import { nameFromPath, uniqueName } from './defaults.ts'
import { cpusReason, memoryReason } from './reasons.ts'

const GIB = 1024 ** 3
const host = (memoryMiB: number, cpus: number, freeBytes = 100 * GIB) => ({
  ...sampleHost,
  memoryMiB,
  cpus,
  storage: { path: '/s', freeBytes },
})

describe('defaults', () => {
  it.each([
    [1024, 512, /About a quarter of this computer’s 1 GiB/],
    [8192, 2048, /About a quarter of this computer’s 8 GiB/],
    [15_872, 4096, /About a quarter of this computer’s 15.5 GiB/],
    [65_536, 4096, /Enough for most systems. This computer has 64 GiB/],
  ])('of a computer with %d MiB give %d MiB, with the reason', (memory, expected, reason) => {
    expect(defaultMemoryMiB(host(memory, 4))).toBe(expected)
    expect(memoryReason(host(memory, 4), String(expected))).toMatch(reason)
  })

  it.each([
    [1, 1, /Enough for most systems. This computer has 1/],
    [2, 1, /Half of this computer’s 2/],
    [8, 4, /Half of this computer’s 8/],
    [32, 4, /Enough for most systems. This computer has 32/],
  ])('of a computer with %d processors give %d, with the reason', (cpus, expected, reason) => {
    expect(defaultCpus(host(8192, cpus))).toBe(expected)
    expect(cpusReason(host(8192, cpus), String(expected))).toMatch(reason)
  })

  it('give no reason for what the person chose', () => {
    expect(memoryReason(host(8192, 4), '300')).toBe('This computer has 8 GiB.')
    expect(cpusReason(host(8192, 4), '3')).toBe('This computer has 4.')
  })

  it('leave space on a full disk', () => {
    expect(defaultDiskGiB(host(8192, 4, 200 * GIB))).toBe(32)
    expect(defaultDiskGiB(host(8192, 4, 20 * GIB))).toBe(10)
    expect(defaultDiskGiB(host(8192, 4, 1))).toBe(1)
  })

  it('work while nothing is known of the computer', () => {
    expect([defaultMemoryMiB(null), defaultCpus(null), defaultDiskGiB(null)]).toEqual([2048, 1, 32])
  })
})

describe('names', () => {
  it('come from files', () => {
    expect(nameFromPath('/isos/debian-13.1-netinst.iso')).toBe('debian-13.1-netinst')
    expect(nameFromPath('/disks/old.QCOW2')).toBe('old')
    expect(nameFromPath('plain')).toBe('plain')
    expect(nameFromPath('/disks/')).toBe('')
  })

  it('are new', () => {
    expect(uniqueName('a', [])).toBe('a')
    expect(uniqueName('a', ['a', 'a-2'])).toBe('a-3')
  })
})
