import { expect, it } from 'vitest'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { newGuestConfig } from '../guest/new-guest.ts'
import { usualDefaults } from '../machine-defaults.ts'
import { filesMade, filesOfConfig, filesOfNew } from './files-of-run.ts'

const base = newGuestConfig(
  {
    ...{ name: 'one', memoryMiB: 64, cpus: 1, firmware: { kind: 'uefi', secureBoot: false } },
    disk: { kind: 'existing', path: '/d/top' },
    ...{
      cdrom: '/d/disc',
      kernelBoot: { kernel: '/d/kernel', initrd: '/d/initrd', commandLine: '' },
    },
  },
  '6a5e3d0c-9c9b-4a57-9f7e-0d6a3f2b1c00',
  {
    ...{ diskPath: '', now: 0, defaults: usualDefaults },
    existing: { format: 'qcow2', backing: [{ path: '/d/base', format: 'raw' }] },
  },
)
const config = guestConfigSchema.parse(base)
const read = (path: string) => ({ path, access: 'read' })
const write = (path: string) => ({ path, access: 'write' })

it('names every file of a description, and what QEMU does with it', () => {
  const [kernel, initrd] = [read('/d/kernel'), read('/d/initrd')]
  const others = [read('/d/base'), read('/d/disc'), kernel, initrd]
  expect(filesOfConfig(config)).toEqual([write('/d/top'), ...others])
  expect(filesOfConfig(config, { disposable: true })).toEqual([read('/d/top'), ...others])
})

it('has a disposable run write to its overlays alone', () => {
  const nvram = '/g/nvram'
  expect(filesMade(config, { disposable: false, overlays: {}, nvram })).toEqual([write(nvram)])
  const overlays = { disk0: '/g/disk0.overlay', nvram: '/g/nvram.overlay' }
  expect(filesMade(config, { disposable: true, overlays, nvram })).toEqual([
    read(nvram),
    ...Object.values(overlays).map(write),
  ])
})

it('names what a new guest is made of', () => {
  const disk = { kind: 'existing' as const, path: '/d/top', acceptBacking: ['/d/base'] }
  const guest = { name: 'one', memoryMiB: 64, cpus: 1, disk, cdrom: '/d/disc' }
  expect(filesOfNew(guest)).toEqual([read('/d/top'), read('/d/base'), read('/d/disc')])
  expect(filesOfNew({ ...guest, disk: { kind: 'none' }, cdrom: undefined })).toEqual([])
})
