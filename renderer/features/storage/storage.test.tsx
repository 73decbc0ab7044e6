import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { sampleGuest, sampleHost } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { useGuests, withChange } from '../../stores/guests-store.ts'
import { useView } from '../../stores/view-store.ts'
import DiskStorage from './disk-storage.tsx'
import StoragePage from './storage-page.tsx'
import { sampleReport } from './testing/samples.ts'

const GIB = 1024 ** 3

describe('storage', () => {
  let bridge: FakeBridge
  const called = (method: string) => bridge.calls.filter((made) => made.method === method)
  const button = (name: string | RegExp) => screen.getByRole('button', { name })
  /** Ends of inspections that have begun. */
  let begun: (() => void)[] = []
  let held = false

  beforeEach(() => {
    begun = []
    held = false
    // happy-dom lays nothing out: a page of 600 px.
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
    bridge = makeFakeBridge({
      guests: [],
      host: sampleHost,
      handlers: {
        'storage.unused': () => [{ path: '/g/x/old.qcow2', bytes: 2 * GIB, unfinished: true }],
        'storage.inspect': async ({ path }) => {
          if (held) await new Promise<void>((resolve) => begun.push(resolve))
          if (path.includes('-000000000003')) throw new GuesthouseError('DISK_MISSING', { path })
          return sampleReport(path, 3 * GIB, 20 * GIB)
        },
        'storage.compact': () => ({ beforeBytes: 3 * GIB, afterBytes: GIB }),
        'storage.check': () => {
          throw new GuesthouseError('DISK_IN_USE', { path: '/d', holder: 'qemu-img' })
        },
      },
    })
    window.guesthouse = bridge
  })
  afterEach(cleanup)

  const showPage = async (count: number) => {
    showState(
      Array.from({ length: count }, (_, index) =>
        sampleGuest(index + 1, `vm-${index + 1}`, 'stopped'),
      ),
    )
    await act(async () => void render(<StoragePage lead={null} />))
  }
  const tick = () => act(async () => new Promise((resolve) => setTimeout(resolve)))

  it('shows every disk with its sizes, and a file that cannot be read as that', async () => {
    await showPage(3)
    await tick()
    const row = screen.getByRole('row', { name: /vm-1/ })
    expect(row.textContent).toContain('3 GiB')
    expect(row.textContent).toContain('20 GiB')
    expect(screen.getByRole('row', { name: /vm-3/ }).textContent).toContain('cannot be read')
    expect(screen.getByText(/6 GiB on disk, for disks of 40 GiB/)).toBeTruthy()
    await userEvent.click(within(row).getByRole('button', { name: 'vm-1' }))
    expect(useView.getState().place.kind).toBe('guest')
  })

  it('looks at what is in sight alone, two files at a time, and at all when asked', async () => {
    held = true
    await showPage(1000)
    expect(called('storage.inspect')).toHaveLength(2)
    held = false
    for (const end of begun) end()
    await vi.waitFor(async () => {
      await tick()
      expect(called('storage.inspect').length).toBeGreaterThan(10)
    })
    await tick()
    expect(called('storage.inspect').length).toBeLessThan(40)
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('1001')
    await userEvent.click(button('Look at all'))
    await vi.waitFor(async () => {
      await tick()
      expect(called('storage.inspect')).toHaveLength(1000)
    })
  })

  it('looks again at the disk of a machine that was worked on or has stopped, and at no other', async () => {
    await showPage(3)
    await tick()
    const guest = sampleGuest(2, 'vm-2', 'stopped')
    const become = (more: Partial<typeof guest>) =>
      act(async () =>
        useGuests.setState((state) =>
          withChange(state, { type: 'put', guest: { ...guest, ...more } }),
        ),
      )
    const before = called('storage.inspect').length
    await become({ job: 'compact' })
    expect(called('storage.inspect')).toHaveLength(before)
    await become({ job: null })
    await become({ name: 'renamed' })
    await tick()
    const more = called('storage.inspect').slice(before)
    expect(more.map(({ input }) => input)).toEqual([{ path: guest.config?.disks[0]?.path }])
  })

  it('offers unused images to be looked at, and nothing that deletes them', async () => {
    await showPage(1)
    const section = await screen.findByRole('region', { name: 'Images that no machine uses' })
    expect(section.textContent).toContain('2 GiB')
    expect(section.textContent).toContain('left by an operation that was cut off')
    const names = within(section)
      .getAllByRole('button')
      .map((found) => found.getAttribute('aria-label') ?? found.textContent)
    expect(names).toEqual(['Look again', 'Show old.qcow2 in the file manager'])
  })

  const showDisk = async (state: 'stopped' | 'running' | 'saved') => {
    const guest = sampleGuest(1, 'one', state)
    const [disk] = guest.config?.disks ?? []
    if (disk === undefined) throw new Error('no disk')
    showState([guest])
    await act(async () => void render(<DiskStorage guest={guest} disk={disk} />))
  }

  it('compacts after it has said what that needs, and says what became free', async () => {
    await showDisk('stopped')
    await userEvent.click(button('More for Disk 1'))
    await userEvent.click(screen.getByRole('menuitem', { name: 'Compact…' }))
    expect(screen.getByRole('dialog').textContent).toContain('up to 3 GiB more')
    expect(called('storage.compact')).toHaveLength(0)
    await userEvent.click(button('Compact'))
    expect(await screen.findByText('2 GiB are free again.')).toBeTruthy()
    expect(called('storage.inspect')).toHaveLength(2)
  })

  it('says why something failed', async () => {
    await showDisk('stopped')
    await userEvent.click(button('More for Disk 1'))
    await userEvent.click(screen.getByRole('menuitem', { name: 'Check' }))
    expect(await screen.findByText(/in use by another program \(qemu-img\)/)).toBeTruthy()
  })

  it('grows a running machine’s disk to more than it has, and nothing else', async () => {
    await showDisk('running')
    expect(screen.getByText('The rest needs the machine to be off.')).toBeTruthy()
    await userEvent.click(button('Grow… Disk 1'))
    const size = screen.getByRole('spinbutton', { name: 'New size' })
    await userEvent.clear(size)
    await userEvent.type(size, '20')
    expect(button('Grow').hasAttribute('disabled')).toBe(true)
    await userEvent.clear(size)
    await userEvent.type(size, '24.5')
    await userEvent.click(button('Grow'))
    expect(called('storage.grow')[0]?.input).toMatchObject({ disk: 'disk0', sizeBytes: 24.5 * GIB })
  })

  it('offers nothing for a saved machine, and says why', async () => {
    await showDisk('saved')
    expect(screen.getByText(/The saved state needs the disk as it is/)).toBeTruthy()
    expect(button('Grow… Disk 1').hasAttribute('disabled')).toBe(true)
  })
})
