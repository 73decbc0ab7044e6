import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { SnapshotTree } from '../../../shared/domain/snapshots.ts'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { sampleGuest, sampleHost, sampleId } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import SnapshotsPage from './snapshots-page.tsx'
import { sampleSnapshot } from './testing/samples.ts'

const MIB = 1024 ** 2
const [first, second] = [sampleId(501), sampleId(502)]

describe('the page of snapshots', () => {
  let bridge: FakeBridge
  let tree: SnapshotTree
  let takeFails = false
  const called = (method: string) => bridge.calls.filter((made) => made.method === method)
  const methods = () =>
    bridge.calls.map(({ method }) => method).filter((method) => /take|revert|delete/.test(method))
  const button = (name: string) => screen.getByRole('button', { name })

  beforeEach(() => {
    takeFails = false
    // Not in happy-dom; nothing is ever in sight.
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        observe(): void {}
        disconnect(): void {}
      },
    )
    tree = {
      snapshots: [
        sampleSnapshot({ id: first, name: 'first' }),
        sampleSnapshot({ id: second, name: 'second', parent: first, kind: 'memory' }),
      ],
      current: second,
    }
    bridge = makeFakeBridge({
      guests: [],
      host: sampleHost,
      handlers: {
        'snapshots.list': () => tree,
        'snapshots.sizes': () => [
          { id: first, bytes: 5 * MIB },
          { id: second, bytes: 700 * MIB },
        ],
        'snapshots.take': ({ name }) => {
          if (takeFails) throw new GuesthouseError('SNAPSHOT_FAILED', { reason: 'no space' })
          return sampleSnapshot({ id: sampleId(503), name })
        },
        'snapshots.revert': () => ({ hardware: true }),
      },
    })
    window.guesthouse = bridge
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })

  const show = async (guest: GuestView) => {
    showState([guest])
    let again: ReturnType<typeof render> | null = null
    await act(async () => {
      again = render(<SnapshotsPage guest={guest} />)
    })
    return (next: GuestView) => act(async () => again?.rerender(<SnapshotsPage guest={next} />))
  }
  const names = () => screen.getAllByRole('treeitem').map(({ textContent }) => textContent)

  it('is a tree with one stop for the tab key, and the arrows go along it', async () => {
    await show(sampleGuest(1, 'one', 'stopped'))
    expect(names()).toEqual([
      expect.stringMatching(/^first.*5 MiB$/),
      expect.stringMatching(/^second.*700 MiB$/),
      'You are here',
    ])
    const [top, middle, here] = screen.getAllByRole('treeitem')
    // The one that the machine came from is chosen.
    expect(middle?.getAttribute('aria-selected')).toBe('true')
    expect([top, middle, here].map((row) => row?.tabIndex)).toEqual([-1, 0, -1])
    middle?.focus()
    await userEvent.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(top)
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    expect(document.activeElement).toBe(here)
    await userEvent.keyboard('{Home}')
    expect(document.activeElement).toBe(top)
    expect(screen.getByRole('region', { name: 'first' })).toBeTruthy()
  })

  it('names what going back loses, the safe choice focused, and tells of other hardware', async () => {
    await show(sampleGuest(1, 'one', 'running'))
    await userEvent.click(button('Revert…'))
    const dialog = screen.getByRole('alertdialog', { name: 'Go back to “second”?' })
    expect(dialog.textContent).toContain('unsaved work')
    expect(document.activeElement).toBe(button('Cancel'))
    expect(methods()).toEqual([])
    await userEvent.click(button('Revert'))
    expect(methods()).toEqual(['snapshots.revert'])
    expect(await screen.findByText(/Its hardware is that of then, too/)).toBeTruthy()
  })

  it('keeps what is there first where that is asked, and goes no further where it fails', async () => {
    takeFails = true
    await show(sampleGuest(1, 'one', 'running'))
    await userEvent.click(button('Revert…'))
    await userEvent.click(button('Take a snapshot, then revert'))
    expect(await screen.findByText(/The snapshot failed: no space/)).toBeTruthy()
    expect(methods()).toEqual(['snapshots.take'])
    takeFails = false
    await userEvent.click(button('Revert…'))
    await userEvent.click(button('Take a snapshot, then revert'))
    await vi.waitFor(() => expect(called('snapshots.revert')).toHaveLength(1))
    expect(called('snapshots.take').at(-1)?.input).toMatchObject({
      ...{ name: 'Before going back to second', memory: true },
    })
  })

  it('keeps what was typed where a snapshot fails', async () => {
    takeFails = true
    await show(sampleGuest(1, 'one', 'running'))
    await userEvent.click(button('Take snapshot…'))
    await userEvent.type(screen.getByRole('textbox', { name: 'Note' }), 'before the upgrade')
    await userEvent.click(screen.getByRole('radio', { name: 'Disks only' }))
    await userEvent.click(button('Take snapshot'))
    expect(await screen.findByText(/The snapshot failed: no space/)).toBeTruthy()
    expect(called('snapshots.take')[0]?.input).toMatchObject({
      ...{ memory: false, note: 'before the upgrade' },
    })
    expect(screen.getByRole('textbox', { name: 'Note' })).toHaveProperty(
      'value',
      'before the upgrade',
    )
  })

  it('says why a snapshot without memory cannot be gone back to while the machine runs', async () => {
    await show(sampleGuest(1, 'one', 'running'))
    await userEvent.click(screen.getByRole('treeitem', { name: /first/ }))
    expect(button('Revert…').hasAttribute('disabled')).toBe(true)
    expect(screen.getByText(/This snapshot holds no memory/)).toBeTruthy()
  })

  it('asks again when an operation of whatever window has ended', async () => {
    const guest = sampleGuest(1, 'one', 'running')
    const rerender = await show(guest)
    expect(called('snapshots.list')).toHaveLength(1)
    await rerender({ ...guest, job: 'delete-snapshot' })
    expect(button('Take snapshot…').hasAttribute('disabled')).toBe(true)
    tree = { snapshots: tree.snapshots.slice(0, 1), current: first }
    await rerender(guest)
    expect(called('snapshots.list')).toHaveLength(2)
    expect(names()).toHaveLength(2)
  })

  it('names the disk that holds no snapshots, before anything is tried', async () => {
    const guest = sampleGuest(1, 'one', 'stopped')
    const disks = guest.config?.disks.map((disk) => ({ ...disk, format: 'raw' as const })) ?? []
    await show({ ...guest, config: guest.config && { ...guest.config, disks } })
    expect(screen.getByText(/Disk 1 has the format raw/)).toBeTruthy()
    expect(button('Take snapshot…').hasAttribute('disabled')).toBe(true)
  })
})
