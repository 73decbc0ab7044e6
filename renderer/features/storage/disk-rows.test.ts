import { describe, expect, it } from 'vitest'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { ImageReport } from '../../../shared/domain/storage.ts'
import { sampleGuest } from '../../dev/samples.ts'
import { basesOf, discsOf, diskRows, sortRows, totalsOf } from './disk-rows.ts'
import { sampleReport } from './testing/samples.ts'

function guest(number: number, name: string, path: string, base?: string): GuestView {
  const view = sampleGuest(number, name, 'stopped')
  if (view.config === null) throw new Error('broken')
  const backing = base === undefined ? [] : [{ path: base, format: 'qcow2' as const }]
  const disks = view.config.disks.map((disk) => ({ ...disk, path, backing }))
  return { ...view, config: { ...view.config, disks } }
}
const guests = [
  guest(1, 'base', '/base.qcow2'),
  guest(2, 'vm 2', '/2.qcow2', '/base.qcow2'),
  guest(10, 'vm 10', '/10.qcow2', '/base.qcow2'),
  sampleGuest(6, 'archive', 'broken'),
]
const rows = diskRows(guests)
const reports: ReadonlyMap<string, ImageReport> = new Map([
  ['/2.qcow2', sampleReport('/2.qcow2', 500, 4000)],
  ['/10.qcow2', sampleReport('/10.qcow2', 700, 3000)],
])
const names = (sort: Parameters<typeof sortRows>[1]) =>
  sortRows(rows, sort, reports).map((row) => row.guest.name)

describe('the disks of all guests', () => {
  it('are sorted as a person does, what is not known last', () => {
    expect(names({ by: 'machine', down: false })).toEqual(['base', 'vm 2', 'vm 10'])
    expect(names({ by: 'machine', down: true })).toEqual(['vm 10', 'vm 2', 'base'])
    expect(names({ by: 'allocated', down: true })).toEqual(['vm 10', 'vm 2', 'base'])
    expect(names({ by: 'allocated', down: false })).toEqual(['vm 2', 'vm 10', 'base'])
    expect(names({ by: 'virtual', down: false })).toEqual(['vm 10', 'vm 2', 'base'])
    expect(names({ by: 'chain', down: false })[0]).toBe('base')
  })

  it('are added up once a file, as far as they are known', () => {
    expect(totalsOf([...rows, ...rows], reports)).toEqual({
      ...{ files: 3, measured: 2, allocatedBytes: 1200, virtualBytes: 7000 },
    })
  })

  it('tell what they build on, and whose that is', () => {
    expect(basesOf(guests)).toEqual([
      {
        ...{ path: '/base.qcow2', owner: 'base' },
        users: [
          { id: guests[1]?.id, name: 'vm 2' },
          { id: guests[2]?.id, name: 'vm 10' },
        ],
      },
    ])
  })

  it('are beside the discs in drives', () => {
    expect(discsOf(guests).map(({ path, users }) => [path, users.length])).toEqual([
      ['/home/ada/Downloads/debian-13.1.0-amd64-netinst.iso', 3],
    ])
  })
})
