import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { everyState, sampleError, sampleGuest, sampleHost } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { useGuests, withChange, withSnapshot } from '../../stores/guests-store.ts'
import { selectGuestId, useView } from '../../stores/view-store.ts'
import { Announcer } from './announcer.tsx'
import { matchingIds } from './match.ts'
import { Overview } from './overview.tsx'
import { Sidebar } from './sidebar.tsx'

const three = ['ant', 'bee', 'cat'].map((name, index) => sampleGuest(index + 1, name, 'running'))
const [ant, bee] = three

describe('the sidebar', () => {
  afterEach(cleanup)
  const rows = () => within(screen.getByRole('list')).getAllByRole('button')

  it('names every machine with the word of its state', () => {
    showState(everyState())
    render(<Sidebar />)
    const names = rows().map((row) => row.textContent)
    expect(names).toContain('debian-13Running')
    expect(names).toContain('old-xpOff')
    expect(names).toContain('archiveBroken')
    expect(screen.getByText('ada (1000)')).toBeTruthy()
  })

  it('moves by the arrow keys, Home and End, with one stop for Tab', async () => {
    showState(three)
    render(<Sidebar />)
    expect(rows().map((row) => row.tabIndex)).toEqual([0, -1, -1])
    const focused = () => rows().findIndex((row) => row === document.activeElement)
    rows()[0]?.focus()
    const user = userEvent.setup()
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}')
    expect(focused()).toBe(2)
    await user.keyboard('{ArrowUp}')
    expect(focused()).toBe(1)
    await user.keyboard('{Home}')
    expect(focused()).toBe(0)
    await user.keyboard('{End}{Enter}')
    expect(selectGuestId(useView.getState())).toBe(three[2]?.id)
    expect(rows()[2]?.getAttribute('aria-current')).toBe('page')
  })

  it('searches', async () => {
    showState(three)
    render(<Sidebar />)
    const field = screen.getByRole('searchbox', { name: 'Search machines' })
    await userEvent.type(field, 'BE')
    expect(rows()).toHaveLength(1)
    await userEvent.type(field, 'x')
    expect(screen.getByText('No machine is called “BEx”.')).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    expect(rows()).toHaveLength(3)
  })
})

describe('matchingIds', () => {
  it('wants every word, in any order', () => {
    const state = withSnapshot([sampleGuest(1, 'Debian build runner', 'running')])
    expect(matchingIds(state, 'runner deb')).toEqual(state.order)
    expect(matchingIds(state, 'runner win')).toEqual([])
    expect(matchingIds(state, '  ')).toBe(state.order)
  })
})

describe('the overview', () => {
  afterEach(cleanup)

  it('leads to the first machine', async () => {
    showState([])
    render(<Overview />)
    await userEvent.click(screen.getByRole('button', { name: 'New machine' }))
    expect(useView.getState().dialog).toEqual({ kind: 'create' })
  })

  it('shows every machine and counts them', () => {
    showState(everyState())
    render(<Overview />)
    expect(screen.getByText('11 machines, 3 running')).toBeTruthy()
    expect(screen.getAllByRole('listitem')).toHaveLength(11)
    expect(screen.queryByRole('button', { name: 'New machine' })).toBeNull()
  })

  it('says that QEMU is missing', () => {
    showState([], {}, { ...sampleHost, qemu: null, qemuError: sampleError('QEMU_NOT_FOUND') })
    render(<Overview />)
    expect(screen.getByText('QEMU is not installed.')).toBeTruthy()
  })
})

describe('the announcer', () => {
  afterEach(cleanup)

  it('tells of changes of state alone', () => {
    if (ant === undefined || bee === undefined) throw new Error('no samples')
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
