import { describe, expect, it } from 'vitest'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { trayDe } from '../../../shared/i18n/de/tray.ts'
import { tray as texts } from '../../../shared/i18n/en/tray.ts'
import { guestId, guestView } from '../testing/guest-view.ts'
import { type TrayItem, trayModel } from './menu-model.ts'

/** A menu as a person reads it, submenus behind what leads to them. */
const read = (items: readonly TrayItem[]): string[] =>
  items.map((item) => {
    if (item.kind === 'separator') return '-'
    if (item.kind === 'submenu') return `${item.label} > ${read(item.items).join(' · ')}`
    return item.label
  })
const model = (guests: GuestView[], names = true) => trayModel({ guests, names, texts })
const menu = (guests: GuestView[], names = true) => read(model(guests, names).items)

const end = ['-', 'New machine…', 'Host check…', 'Open Guesthouse', '-']

describe('the tray', () => {
  it('without machines leads to the first', () => {
    expect(menu([])).toEqual([...end.slice(1), 'Quit'])
    expect(model([])).toMatchObject({ lit: false, tooltip: 'Guesthouse – no machine runs' })
  })

  it('offers what can be done to each machine, what runs first', () => {
    const guests = [
      guestView(1, 'off', 'stopped', { since: 9, createdAt: 9 }),
      guestView(2, 'kept', 'saved', { pinned: true, since: 1 }),
      guestView(3, 'on', 'running', { since: 2 }),
      guestView(4, 'held', 'paused', { since: 3 }),
      guestView(5, 'ending', 'stopping', { since: 1 }),
      guestView(6, 'hurt', 'broken', { since: 8 }),
      guestView(7, 'image', 'stopped', { template: true, since: 99 }),
    ]
    expect(menu(guests)).toEqual([
      'Quick start: kept',
      '-',
      '❚❚  held – paused > Resume · Save · Open',
      '●  on – running > Save · Shut down · Open',
      '↻  ending – shutting down > Shut down · Open',
      '◐  kept – saved > Resume · Open',
      '○  off – off > Start · Open',
      '✕  hurt – broken > Open',
      ...end,
      'Save all and quit',
      'Quit, leave machines running',
    ])
    expect(model(guests)).toMatchObject({ lit: true, tooltip: 'Guesthouse – 3 machines run' })
  })

  it('knows which machine is meant', () => {
    const { items } = model([guestView(1, 'twin', 'stopped'), guestView(2, 'twin', 'stopped')])
    const submenus = items.flatMap((item) => (item.kind === 'submenu' ? [item.items] : []))
    expect(submenus).toHaveLength(2)
    expect(submenus[1]?.[0]).toEqual({
      ...{ kind: 'action', label: 'Start', action: { do: 'start', id: guestId(2) } },
    })
  })

  it('offers nothing that would be refused while something is under way', () => {
    expect(menu([guestView(1, 'a', 'stopped', { job: 'clone' })])).toContain('○  a – off > Open')
  })

  it('holds a few machines, and short names', () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      guestView(index, `${'😀'.repeat(60)} ${index}`, 'stopped', { since: index }),
    )
    const machines = menu(many).filter((label) => label.startsWith('○'))
    expect(machines).toHaveLength(8)
    expect(machines[0]).toBe(`○  ${'😀'.repeat(47)}… – off > Start · Open`)
  })

  it('names nobody where names are private', () => {
    const guests = [
      guestView(1, 'secret', 'running'),
      guestView(2, 'secret', 'saved'),
      guestView(3, 'secret', 'stopped', { template: true }),
    ]
    expect(menu(guests, false).slice(0, 3)).toEqual(['Quick start', '-', '1 machine runs, 1 saved'])
    const whole = JSON.stringify(model(guests, false))
    expect(whole).not.toContain('secret')
  })

  it('speaks German', () => {
    const guests = [guestView(1, 'a', 'running')]
    expect(trayModel({ guests, names: true, texts: trayDe }).tooltip).toBe(
      'Guesthouse – 1 Maschine läuft',
    )
  })
})
