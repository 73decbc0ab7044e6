import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import {
  arrangedGuests,
  everyState,
  sampleError,
  sampleGuest,
  sampleHost,
} from '../../dev/samples.ts'
import { showSize } from '../../dev/show-size.ts'
import { showState } from '../../dev/show-state.ts'
import { useGuests, withChange } from '../../stores/guests-store.ts'
import { initialKept, useKept } from '../../stores/kept-store.ts'
import { selectGuestId, useView } from '../../stores/view-store.ts'
import { Announcer } from './announcer.tsx'
import { showNotice } from './many/list-notice.ts'
import { Overview } from './overview.tsx'
import { Sidebar } from './sidebar.tsx'

const three = ['ant', 'bee', 'cat'].map((name, index) => sampleGuest(index + 1, name, 'running'))
const [ant, bee, cat] = three
if (ant === undefined || bee === undefined || cat === undefined) throw new Error('no samples')

let bridge: FakeBridge
let endSize: () => void

beforeEach(() => {
  // Two cards stand side by side, and about four lines are in sight.
  endSize = showSize(560, 900)
  useKept.setState(initialKept)
  showNotice(null)
  bridge = makeFakeBridge({
    guests: three,
    host: sampleHost,
    handlers: {
      'guests.startMany': ({ ids }) =>
        ids.map((id) => ({ id, ok: false, error: sampleError('GUEST_BUSY', { job: 'reset' }) })),
    },
  })
  window.guesthouse = bridge
})
afterEach(() => {
  cleanup()
  endSize()
})

describe('the sidebar', () => {
  const rows = () =>
    within(within(screen.getByRole('navigation')).getByRole('list')).getAllByRole('button')

  it('names every machine with the word of its state', () => {
    showState(everyState())
    render(<Sidebar />)
    const names = rows().map((row) => row.textContent)
    expect(names).toContain('debian-13Running')
    expect(names).toContain('old-xpOff')
    expect(names).toContain('archiveBroken')
    expect(screen.getByText('ada (1000)')).toBeTruthy()
  })

  it('moves by the arrow keys, Home, End and a name, with one stop for Tab', async () => {
    showState(three)
    render(<Sidebar />)
    expect(rows().map((row) => row.tabIndex)).toEqual([0, -1, -1])
    const focused = () => rows().findIndex((row) => row === document.activeElement)
    const user = userEvent.setup()
    act(() => rows()[0]?.focus())
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}')
    expect(focused()).toBe(2)
    await user.keyboard('{ArrowUp}')
    expect(focused()).toBe(1)
    await user.keyboard('{Home}')
    expect(focused()).toBe(0)
    await user.keyboard('c')
    expect(focused()).toBe(2)
    await user.keyboard('{Enter}')
    expect(selectGuestId(useView.getState())).toBe(cat.id)
    expect(rows()[2]?.getAttribute('aria-current')).toBe('page')
    await user.keyboard('{F2}')
    expect(useView.getState().dialog).toEqual({ kind: 'rename', id: cat.id })
  })

  it('searches', async () => {
    showState(three)
    render(<Sidebar />)
    const field = screen.getByRole('searchbox', { name: 'Search machines' })
    await userEvent.type(field, 'BE')
    expect(rows()).toHaveLength(1)
    await userEvent.type(field, 'x')
    expect(screen.getByText('No machine matches “BEx”.')).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    expect(rows()).toHaveLength(3)
  })

  it('asks running machines for their addresses when one is searched for', async () => {
    const address = { nic: 'nic0', address: '10.9.8.7', source: 'agent' } as const
    window.guesthouse = makeFakeBridge({
      ...{ guests: three, host: sampleHost },
      handlers: { 'guests.addresses': ({ id }) => (id === bee.id ? [address] : []) },
    })
    showState(three)
    render(<Sidebar />)
    const field = screen.getByRole('searchbox', { name: 'Search machines' })
    fireEvent.change(field, { target: { value: '10.9.' } })
    await vi.waitFor(() => expect(rows().map((row) => row.textContent)).toEqual(['beeRunning']))
  })

  it('leaves marks alone that one does not see', async () => {
    const guests = three.map(({ name }, index) => sampleGuest(index + 1, name, 'stopped'))
    const ids = guests.map(({ id }) => id)
    showState(guests, { place: { kind: 'storage' }, marked: ids })
    render(<Sidebar />)
    act(() => rows()[1]?.focus())
    await userEvent.keyboard('{Delete}')
    expect(useView.getState().dialog).toEqual({ kind: 'delete', id: ids[1] })
  })

  it('has groups that fold, and stay folded', async () => {
    showState(arrangedGuests(5))
    render(<Sidebar />)
    const work = screen.getByRole('button', { name: /^work/ })
    expect(work.getAttribute('aria-expanded')).toBe('true')
    await userEvent.click(work)
    expect(work.getAttribute('aria-expanded')).toBe('false')
    expect(screen.queryByText('vm-2')).toBeNull()
    expect(useKept.getState().foldedGroups).toEqual(['group:work'])
  })
})

describe('the overview', () => {
  const cells = () => screen.getAllByRole('gridcell')
  const cell = (name: string) => screen.getByRole('gridcell', { name: new RegExp(`^${name}`) })
  const marked = () => useView.getState().marked

  it('leads to the first machine', async () => {
    showState([])
    render(<Overview />)
    await userEvent.click(screen.getByRole('button', { name: 'New machine' }))
    expect(useView.getState().dialog).toEqual({ kind: 'create' })
  })

  it('shows every machine and counts them', () => {
    endSize()
    endSize = showSize(2000, 2000)
    showState(everyState())
    render(<Overview />)
    expect(screen.getByText('11 machines, 3 running')).toBeTruthy()
    expect(cells()).toHaveLength(11)
    expect(screen.queryByRole('button', { name: 'New machine' })).toBeNull()
  })

  it('says that QEMU is missing', () => {
    showState([], {}, { ...sampleHost, qemu: null, qemuError: sampleError('QEMU_NOT_FOUND') })
    render(<Overview />)
    expect(screen.getByText('QEMU is not installed.')).toBeTruthy()
  })

  it('draws of 1,000 machines those in sight, and counts all for screen readers', () => {
    showState(
      Array.from({ length: 1000 }, (_, index) => sampleGuest(index + 1, `m${index}`, 'stopped')),
    )
    render(<Overview />)
    expect(cells().length).toBeLessThan(30)
    const grid = screen.getByRole('grid', { name: 'Machines' })
    expect(grid.getAttribute('aria-rowcount')).toBe('500')
    expect(grid.getAttribute('aria-colcount')).toBe('2')
    expect(screen.getAllByRole('row')[1]?.getAttribute('aria-rowindex')).toBe('2')
  })

  it('draws one machine anew when one machine changes', () => {
    showState(three)
    render(<Overview />)
    const before = cells().map((one) => one.innerHTML)
    act(() =>
      useGuests.setState((state) =>
        withChange(state, { type: 'put', guest: { ...bee, state: 'paused' } }),
      ),
    )
    const after = cells().map((one) => one.innerHTML)
    expect(after.map((html, index) => html === before[index])).toEqual([true, false, true])
  })

  it('marks by keys and pointer, and unmarks what is no longer shown', async () => {
    showState(three)
    render(<Overview />)
    const user = userEvent.setup()
    act(() => cell('ant').focus())
    await user.keyboard(' ')
    expect(marked()).toEqual([ant.id])
    expect(cell('ant').getAttribute('aria-selected')).toBe('true')
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}')
    expect(marked()).toEqual([ant.id, bee.id])
    expect(document.activeElement).toBe(cell('bee'))
    await user.keyboard('{Control>}a{/Control}')
    expect(marked()).toHaveLength(3)
    expect(screen.getByRole('group', { name: '3 machines marked' })).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(marked()).toEqual([])
    expect(screen.queryByRole('group', { name: /marked/ })).toBeNull()

    await user.keyboard('{Control>}')
    await user.click(cell('ant'))
    await user.keyboard('{/Control}{Shift>}')
    await user.click(cell('cat'))
    await user.keyboard('{/Shift}')
    expect(marked()).toEqual([ant.id, bee.id, cat.id])
    expect(selectGuestId(useView.getState())).toBeNull()
    act(() => useView.setState({ search: 'bee' }))
    expect(marked()).toEqual([bee.id])
  })

  it('does to many what can be done, and names what failed until it is dismissed', async () => {
    const guests = [ant, sampleGuest(2, 'bee', 'stopped'), sampleGuest(3, 'cat', 'stopped')]
    showState(guests, { marked: guests.map(({ id }) => id) })
    render(<Overview />)
    await userEvent.click(screen.getByRole('button', { name: 'Start' }))
    expect(bridge.calls).toContainEqual({
      method: 'guests.startMany',
      input: { ids: [bee.id, cat.id] },
    })
    const told = await screen.findByRole('alert')
    expect(told.textContent).toContain('Start: 2 of 2 failed.')
    expect(told.textContent).toContain('bee')
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('opens a machine, and asks before many are deleted', async () => {
    const guests = three.map(({ id, name }, index) => ({
      ...sampleGuest(index + 1, name, 'stopped'),
      id,
    }))
    showState(guests)
    render(<Overview />)
    const user = userEvent.setup()
    act(() => cell('ant').focus())
    await user.keyboard('{Control>}a{/Control}{Delete}')
    expect(useView.getState().dialog).toEqual({
      kind: 'delete-many',
      ids: guests.map(({ id }) => id),
    })
    await user.keyboard('{Escape}{ArrowRight}{Enter}')
    expect(selectGuestId(useView.getState())).toBe(bee.id)
  })

  it('asks nothing where none of those that are marked can be deleted', async () => {
    showState(three)
    render(<Overview />)
    act(() => cell('ant').focus())
    await userEvent.keyboard('{Control>}a{/Control}{Delete}')
    expect(marked()).toHaveLength(3)
    expect(useView.getState().dialog).toBeNull()
  })

  it('begins nothing by keys while an operation is under way', async () => {
    showState([{ ...sampleGuest(1, 'ant', 'stopped'), job: 'clone' }])
    render(<Overview />)
    act(() => cell('ant').focus())
    await userEvent.keyboard('{Delete}{F2}')
    expect(useView.getState().dialog).toBeNull()
  })

  it('has the next machine in focus when one is gone, or the last one', () => {
    showState(three)
    render(<Overview />)
    const remove = (id: string) =>
      act(() => useGuests.setState((state) => withChange(state, { type: 'removed', id })))
    act(() => cell('bee').focus())
    remove(bee.id)
    expect(cells().map(({ tabIndex }) => tabIndex)).toEqual([-1, 0])
    remove(cat.id)
    expect(cell('ant').tabIndex).toBe(0)
  })

  it('opens the menu of the machine that is clicked', async () => {
    showState(three)
    render(<Overview />)
    fireEvent.contextMenu(cell('bee'))
    const menu = await screen.findByRole('menu', { name: 'bee' })
    await userEvent.click(within(menu).getByRole('menuitem', { name: 'Open in its own window' }))
    expect(bridge.calls).toContainEqual({ method: 'windows.openGuest', input: { id: bee.id } })
  })

  it('is there as rows where one wants that', async () => {
    showState(three)
    render(<Overview />)
    await userEvent.click(screen.getByRole('radio', { name: 'Rows' }))
    expect(screen.getByRole('grid').getAttribute('aria-colcount')).toBe('1')
    expect(useKept.getState().layout).toBe('rows')
  })

  it('takes the first of the files that are dropped, and says so', async () => {
    window.guesthouse = { ...bridge, pathOf: (file: unknown) => `/home/ada/${(file as File).name}` }
    showState(three)
    render(<Overview />)
    const files = [new File(['a'], 'a.iso'), new File(['b'], 'b.ova')]
    const dataTransfer = { types: ['Files'], files }
    const grid = screen.getByRole('grid')
    fireEvent.dragEnter(grid, { dataTransfer })
    expect(screen.getByText('Drop to make a machine of it')).toBeTruthy()
    fireEvent.drop(grid, { dataTransfer })
    expect(screen.queryByText('Drop to make a machine of it')).toBeNull()
    expect(screen.getByText('Only a.iso is taken; 1 other file was left out.')).toBeTruthy()
    await vi.waitFor(() =>
      expect(bridge.calls).toContainEqual({
        method: 'provision.inspect',
        input: { path: '/home/ada/a.iso' },
      }),
    )
  })

  it('leaves alone what is dragged and is no file', () => {
    showState(three)
    render(<Overview />)
    const dataTransfer = { types: ['text/plain'], files: [] }
    expect(fireEvent.dragOver(screen.getByRole('grid'), { dataTransfer })).toBe(true)
  })
})

describe('the announcer', () => {
  it('tells of changes of state alone', () => {
    showState(three)
    render(<Announcer />)
    const put = (guest: typeof ant) =>
      act(() => useGuests.setState((state) => withChange(state, { type: 'put', guest })))
    const said = screen.getByRole('status')
    put({ ...ant, name: 'aunt' })
    put(sampleGuest(9, 'new', 'stopped'))
    expect(said.textContent).toBe('')
    put({ ...bee, state: 'paused' })
    expect(said.textContent).toBe('bee: Paused')
  })
})
