import { describe, expect, it } from 'vitest'
import { moduleIndex, moduleInfo } from './module-index.mjs'

/** @param {string} name @param {string[]} dependencies @param {string[]} aliases */
const module = (name, dependencies = [], aliases = []) => ({
  ...{ name, dependencies, aliases },
  data: Buffer.alloc(0),
})

describe('moduleInfo', () => {
  it('finds every value of a key, and none where there is none', () => {
    const data = Buffer.from('ELF\0license=GPL\0alias=fs-9p\0alias=9p\0depends=9pnet,netfs\0\0')
    expect(moduleInfo(data, 'alias')).toEqual(['fs-9p', '9p'])
    expect(moduleInfo(data, 'depends')).toEqual(['9pnet,netfs'])
    expect(moduleInfo(data, 'softdep')).toEqual([])
  })
})

describe('moduleIndex', () => {
  it('lists what a module needs so that the last one can be loaded first', () => {
    const modules = [
      module('virtio'),
      module('virtio_ring', ['virtio']),
      module('virtio_pci', ['virtio', 'virtio_ring', 'built_in']),
    ]
    expect(moduleIndex(modules).get('modules.dep')).toBe(
      'virtio.ko:\nvirtio_ring.ko: virtio.ko\nvirtio_pci.ko: virtio_ring.ko virtio.ko\n',
    )
  })

  it('names the module of each pattern', () => {
    const modules = [module('9p', [], ['fs-9p']), module('nvme', [], ['pci:v*d*', 'nvme:*'])]
    expect(moduleIndex(modules).get('modules.alias')).toBe(
      'alias fs-9p 9p\nalias pci:v*d* nvme\nalias nvme:* nvme\n',
    )
  })
})
