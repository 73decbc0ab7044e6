import { expect, it } from 'vitest'
import { workingModels } from './cpu-models.ts'
import { offeredDevices } from './offered-devices.ts'

const model = (name: string, more: object = {}) => ({
  ...{ name, static: false, 'unavailable-features': [] as string[] },
  ...more,
})

it('offers processors that lack nothing, each by one name', () => {
  const definitions = [
    model('qemu64-v1'),
    model('qemu64', { 'alias-of': 'qemu64-v1' }),
    model('EPYC', { 'alias-of': 'EPYC-v1', 'unavailable-features': ['xsaves'] }),
    model('EPYC-v1', { 'unavailable-features': ['xsaves'] }),
    model('EPYC-v2'),
    model('EPYC-v10'),
    model('base', { static: true }),
    model('Old', { deprecated: true }),
    // A QEMU that does not know what is lacking promises nothing.
    { name: 'unknown', static: false },
    model('max'),
    model('host'),
  ]
  expect(workingModels(definitions)).toEqual(['host', 'max', 'EPYC-v2', 'EPYC-v10', 'qemu64'])
})

it('offers devices only where all that they are made of is there', () => {
  const types = [
    'VGA',
    'virtio-vga-gl',
    'hda-output',
    'hda-micro',
    'intel-hda',
    'ide-hd',
    'scsi-hd',
  ]
  const few = offeredDevices(types, { renderNode: false })
  expect(few).toEqual({
    videos: ['auto', 'vga'],
    soundDevices: ['hda-output', 'hda-micro'],
    diskBuses: ['ide'],
    nicModels: [],
  })
  expect(offeredDevices(types, { renderNode: true }).videos).toEqual(['auto', 'virtio-gl', 'vga'])
  expect(offeredDevices(['hda-duplex', 'hda-output'], { renderNode: true }).soundDevices).toEqual(
    [],
  )
})
