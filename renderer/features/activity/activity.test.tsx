import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { everyState, sampleHost, sampleJob, sampleJournal } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { followJobs, useJobs } from '../../stores/jobs-store.ts'
import { useJournal } from '../../stores/journal-store.ts'
import { selectGuestId, useView } from '../../stores/view-store.ts'
import { ActivityButton } from './activity-button.tsx'
import ActivityPage from './activity-page.tsx'
import { logOf } from './log-days.ts'

const GIB = 1024 ** 3
let bridge: FakeBridge

describe('the page of activity', () => {
  beforeEach(() => {
    showState(everyState())
    bridge = makeFakeBridge({ guests: [], host: sampleHost })
    window.guesthouse = bridge
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
  })
  const page = () => render(<ActivityPage lead={null} />)
  const section = (name: string) => screen.getByRole('region', { name })

  it('says that nothing was done', () => {
    page()
    expect(screen.getByText(/^Nothing is under way/)).toBeTruthy()
    expect(screen.getByText('Nothing was done yet.')).toBeTruthy()
    expect(screen.queryByRole('region', { name: 'Failed' })).toBeNull()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Clear…' }).disabled).toBe(true)
  })

  it('shows how far a job is, how fast, and how long it will take', async () => {
    vi.useFakeTimers({ now: 1_000_000_000 })
    const end = followJobs()
    await act(() => vi.advanceTimersByTimeAsync(0))
    page()
    const job = sampleJob(1, 'export', 0)
    for (let step = 0; step <= 10; step++) {
      act(() =>
        bridge.putJob({ ...job, progress: { done: (step / 40) * 4 * GIB, total: 4 * GIB } }),
      )
      await act(() => vi.advanceTimersByTimeAsync(1_000))
    }
    const row = within(section('Under way')).getByRole('listitem')
    expect(row.textContent).toContain('debian-13')
    expect(row.textContent).toContain('25%1 GiB of 4 GiB')
    // A second has passed since the last that was told.
    expect(row.textContent).toMatch(/9\d(\.\d)? MiB\/s/)
    expect(row.textContent).toContain('about 35 sec left')
    const bar = within(row).getByRole('progressbar', { name: 'Exporting a disk…' })
    expect(bar.getAttribute('aria-valuenow')).toBe('25')
    act(() => bridge.putJob({ ...job, state: 'done' }))
    expect(within(section('Under way')).queryByRole('listitem')).toBeNull()
    expect(useJobs.getState().samples).toEqual({})
    end()
  })

  it('shows a job of which nothing is known', () => {
    useJobs.setState({ byId: { a: { ...sampleJob(1, 'clone', 0), id: 'a', progress: null } } })
    page()
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBeNull()
    expect(screen.queryByText(/%|left/)).toBeNull()
  })

  it('cancels', async () => {
    const job = sampleJob(1, 'export', 0.5)
    useJobs.setState({ byId: { [job.id]: job } })
    page()
    await userEvent.click(screen.getByRole('button', { name: 'Cancel: Exporting a disk…' }))
    expect(bridge.calls).toEqual([{ method: 'jobs.cancel', input: { id: job.id } }])
    expect(screen.getByText('Cancelling…')).toBeTruthy()
  })

  it('keeps failures until somebody has seen them', async () => {
    useJournal.setState({ entries: sampleJournal() })
    page()
    const failed = section('Failed')
    const items = within(failed).getAllByRole('listitem')
    expect(items.map((item) => item.textContent?.includes('windows-11'))).toEqual([true, false])
    expect(items[1]?.textContent).toContain('There is not enough space for /mnt/backup')
    await userEvent.click(
      within(failed).getAllByRole('button', { name: 'Mark as seen' })[1] as HTMLElement,
    )
    await userEvent.click(within(failed).getByRole('button', { name: 'Mark all as seen' }))
    const unread = sampleJournal().find(({ read }) => !read)
    expect(bridge.calls).toEqual([
      { method: 'journal.markRead', input: { ids: [unread?.id] } },
      { method: 'journal.markRead', input: {} },
    ])
  })

  it('lists what was done by day, and leads to the machines that there are', async () => {
    // Just after midnight the newest of the samples would be of yesterday.
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 24, 12) })
    useJournal.setState({ entries: sampleJournal() })
    page()
    const log = within(section('What was done'))
    expect(log.getAllByRole('listitem')).toHaveLength(10)
    expect(log.getAllByRole('heading', { level: 3 })[0]?.textContent).toBe('today')
    expect(log.getByText('Saved').textContent).toContain('in 3 sec')
    expect(log.getByText('This computer')).toBeTruthy()
    expect(log.queryByRole('button', { name: 'Open scratch-2024' })).toBeNull()
    await userEvent.click(log.getByRole('radio', { name: 'Failures' }))
    expect(log.getAllByRole('listitem')).toHaveLength(3)
    await userEvent.click(log.getByRole('button', { name: 'Open windows-11' }))
    expect(selectGuestId(useView.getState())).toBe(everyState()[4]?.id)
  })

  it('clears the list once the person has agreed', async () => {
    useJournal.setState({ entries: sampleJournal() })
    page()
    await userEvent.click(screen.getByRole('button', { name: 'Clear…' }))
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(bridge.calls).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Clear…' }))
    const dialog = within(screen.getByRole('alertdialog'))
    await userEvent.click(dialog.getByRole('button', { name: 'Clear' }))
    expect(bridge.calls).toEqual([{ method: 'journal.clear', input: undefined }])
  })
})

describe('the button of activity', () => {
  afterEach(cleanup)

  it('tells what runs and what was not seen, and leads there', async () => {
    showState(everyState())
    const { rerender } = render(<ActivityButton />)
    const button = screen.getByRole('button')
    expect(button.textContent).toBe('Activity')
    const job = sampleJob(1, 'export', 0.5)
    act(() => {
      useJobs.setState({ byId: { [job.id]: job } })
      useJournal.setState({ entries: sampleJournal() })
    })
    rerender(<ActivityButton />)
    expect(button.textContent).toContain('1 under way')
    expect(button.textContent).toContain('2 failures not seen yet')
    await userEvent.click(button)
    expect(button.getAttribute('aria-current')).toBe('page')
  })
})

describe('logOf', () => {
  it('groups by the day of the clock, newest first, and says how many it leaves out', () => {
    const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime()
    const [sample] = sampleJournal()
    if (sample === undefined) throw new Error('no sample')
    const on = (time: number) => ({ ...sample, at: time })
    const entries = [at(20, 8), at(21, 0), at(21, 23), at(22, 1)].map(on)
    const { days, older } = logOf(entries, 'all', 3)
    expect(days.map((day) => day.entries.map((entry) => entry.at))).toEqual([
      [at(22, 1)],
      [at(21, 23), at(21, 0)],
    ])
    expect(older).toBe(1)
    expect(logOf(entries, 'failures', 3)).toEqual({ days: [], older: 0 })
  })
})
