import { describe, expect, it } from 'vitest'
import { guestNameSchema } from '../../../shared/domain/guest-config.ts'
import { guestView } from '../testing/guest-view.ts'
import { chooseQuickStart, quickStartOf } from './choose.ts'

const newest = guestView(1, 'newest', 'stopped', { createdAt: 30 })
const older = guestView(2, 'older', 'running', { createdAt: 20, since: 99 })
const broken = guestView(3, 'broken', 'broken')
const template = (number: number, name: string, createdAt: number) =>
  guestView(number, name, 'stopped', { template: true, createdAt })

describe('quick start', () => {
  it('takes the pinned machine, of several the one that changed last', () => {
    const pinned = [
      guestView(5, 'a', 'saved', { pinned: true, since: 5 }),
      guestView(6, 'b', 'stopped', { pinned: true, since: 7 }),
    ]
    expect(chooseQuickStart([newest, ...pinned])).toMatchObject({ guest: { name: 'b' } })
    expect(chooseQuickStart([...pinned, newest].reverse())).toMatchObject({ guest: { name: 'b' } })
  })

  it('else the newest, and none that is broken or a template', () => {
    const guests = [older, newest, broken, template(7, 'image', 40)]
    expect(chooseQuickStart(guests)).toEqual({ kind: 'guest', guest: newest })
    const pinnedTemplate = guestView(8, 'image', 'stopped', { template: true, pinned: true })
    expect(chooseQuickStart([pinnedTemplate, older])).toEqual({ kind: 'guest', guest: older })
  })

  it('else a fresh clone of the newest template', () => {
    const image = template(7, 'debian', 40)
    const choice = chooseQuickStart([template(8, 'fedora', 3), image, broken])
    expect(choice).toEqual({ kind: 'clone', template: image, name: 'debian 1' })
    const clones = [guestView(9, 'debian 1', 'running'), guestView(10, 'debian 3', 'stopped')]
    expect(quickStartOf(image, [image, ...clones])).toMatchObject({ name: 'debian 2' })
  })

  it('gives a clone a name that machines may have', () => {
    for (const name of ['x'.repeat(128), `${'x'.repeat(125)}😀`, `${'x'.repeat(125)} y`]) {
      const image = template(7, name, 0)
      const choice = chooseQuickStart([image])
      expect(choice.kind === 'clone' && guestNameSchema.parse(choice.name)).toMatch(/^x+ 1$/)
    }
  })

  it('else makes a new machine', () => {
    expect(chooseQuickStart([])).toEqual({ kind: 'new-machine' })
    expect(chooseQuickStart([broken])).toEqual({ kind: 'new-machine' })
  })
})
