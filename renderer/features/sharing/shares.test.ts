import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareSchema } from '../../../shared/domain/config/devices.ts'
import { type GuestConfig, guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { sampleGuest } from '../../dev/samples.ts'
import { proposeTag, shareRows, withChangedShare, withoutShare, withShare } from './shares.ts'

const folder = { path: '/home/ada/photos', tag: 'photos', readOnly: true, driver: 'auto' } as const

describe('a tag for a folder', () => {
  it.each([
    ['/home/ada/photos', [], 'photos'],
    ['/home/ada/photos/', ['photos'], 'photos-2'],
    ['/home/ada/Fotos für Öl 2026', [], 'Fotos-fur-Ol-2026'],
    ['/home/ada/.config', [], 'config'],
    ['/', [], 'share'],
    ['/写真', [], 'share'],
  ])('%s', (path, taken, tag) => {
    expect(proposeTag(path, taken)).toBe(tag)
  })

  it('is one that the schema takes, whatever the path is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (name, taken) => {
        const tag = proposeTag(`/${name}`, taken)
        expect(shareSchema.shape.tag.safeParse(tag).success).toBe(true)
        expect(taken).not.toContain(tag)
      }),
    )
  })
})

describe('folders of a guest', () => {
  it('come and go, and make a guest that the engine takes', () => {
    const { config } = sampleGuest(1, 'one', 'stopped')
    if (config === null) throw new Error('broken')
    const two = withShare(withShare(config, folder, null), { ...folder, tag: 'more' }, null)
    expect(two.shares.map(({ id }) => id)).toEqual(['share0', 'share1'])
    expect(guestConfigSchema.safeParse(two).success).toBe(true)
    const one = withoutShare(two, 'share0')
    const ids = (of: GuestConfig) => of.shares.map(({ id }) => id)
    expect(ids(withShare(one, folder, null))).toEqual(['share1', 'share0'])
    // What runs still has the one that went.
    expect(ids(withShare(one, folder, two))).toEqual(['share1', 'share2'])
  })

  it('hold from the next start where the guest runs', () => {
    const guest = sampleGuest(1, 'one', 'running')
    if (guest.config === null || guest.runtime === null) throw new Error('not running')
    const config = withShare(guest.config, folder, guest.runtime.config)
    expect(shareRows({ ...guest, config }).map(({ validity }) => validity)).toEqual(['later'])
    const had = { ...guest, runtime: { ...guest.runtime, config } }
    expect(shareRows(had).map(({ validity }) => validity)).toEqual(['ending'])
    const edited = withChangedShare(config, 'share0', { ...folder, readOnly: false })
    expect(shareRows({ ...had, config: edited })).toMatchObject([
      { share: { id: 'share0', readOnly: false }, validity: 'later' },
      { share: { id: 'share0', readOnly: true }, validity: 'ending' },
    ])
  })
})
