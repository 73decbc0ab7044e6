import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LeavingView } from '../../../shared/domain/leaving.ts'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { sampleLeaving } from '../../dev/leaving-scenario.ts'
import { sampleError, sampleGuest, sampleHost, sampleId, sampleJob } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { useJobs } from '../../stores/jobs-store.ts'
import { useGuests, withChange } from '../../stores/guests-store.ts'
import { useLeaving } from '../../stores/leaving-store.ts'
import { useView } from '../../stores/view-store.ts'
import LeavingOverlay from './leaving-overlay.tsx'
import ResumeSavedDialog from './resume-saved-dialog.tsx'

let bridge: FakeBridge
afterEach(() => {
  cleanup()
  useLeaving.setState({ leaving: null })
})

describe('while machines are left', () => {
  beforeEach(() => {
    showState([])
    bridge = makeFakeBridge({ guests: [], host: sampleHost })
    window.guesthouse = bridge
  })
  const show = (leaving: LeavingView) => {
    useLeaving.setState({ leaving })
    render(<LeavingOverlay />)
    return screen.getByRole('alertdialog')
  }
  const rowOf = (name: string) =>
    screen.getAllByRole('listitem').find((row) => row.textContent?.includes(name))

  it('says of each machine what is done with it, how far, and what was in the way', () => {
    useJobs.setState({ byId: { job: sampleJob(1, 'save', 0.42) } })
    show(sampleLeaving('session'))
    expect(rowOf('debian-13')?.textContent).toContain('Saving… 42%')
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('42')
    expect(rowOf('build-runner')?.textContent).toContain('Shutting down…')
    expect(rowOf('quarterly')?.textContent).toContain('Will be saved')
    expect(rowOf('web-shop')?.textContent).toContain('Not saved')
    expect(rowOf('fedora-43')?.textContent).toContain('Shut down')
    expect(rowOf('fedora-43')?.textContent).toContain(
      sampleError('SAVE_BLOCKED').message.slice(0, 20),
    )
    expect(screen.getByRole('status').textContent).toBe('4 of 7 done')
  })

  it.each([
    ['session', ['End now without saving the rest']],
    ['quit', ['End now and leave the rest running', 'Cancel']],
    ['shutdown', []],
  ] as const)('lets the person do what the reason allows: %s', (reason, names) => {
    const dialog = show(sampleLeaving(reason))
    const buttons = within(dialog).queryAllByRole('button')
    expect(buttons.map((button) => button.textContent)).toEqual([...names])
    // Who is typing as it appears presses nothing.
    expect(document.activeElement).toBe(dialog)
  })

  it.each([
    ['session', 'Not saved', 'end with the session'],
    ['shutdown', 'Not saved', 'when the computer shuts down'],
    ['quit', 'Left running', 'go on'],
  ] as const)('promises no more than holds: %s', (reason, left, stopping) => {
    const dialog = show({ ...sampleLeaving(reason), stopping: true })
    expect(rowOf('web-shop')?.textContent).toContain(left)
    expect(dialog.textContent).toContain(stopping)
  })

  it('is not closed by Escape, is stopped, and then takes no second answer', async () => {
    const dialog = show(sampleLeaving('quit'))
    await userEvent.keyboard('{Escape}')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    await userEvent.click(within(dialog).getByRole('button', { name: /^End now/ }))
    expect(bridge.calls).toEqual([
      { method: 'leaving.stop', input: { after: 'stay' } },
      { method: 'leaving.stop', input: { after: 'end' } },
    ])
    act(() => useLeaving.setState({ leaving: { ...sampleLeaving('quit'), stopping: true } }))
    expect(dialog.textContent).toContain('undone')
    for (const button of within(dialog).getAllByRole<HTMLButtonElement>('button')) {
      expect(button.disabled).toBe(true)
    }
    act(() => useLeaving.setState({ leaving: null }))
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('can be closed where the computer did not shut down', async () => {
    const view = sampleLeaving('shutdown')
    const guests = view.guests.map((guest) => ({ ...guest, state: 'saved' as const }))
    const dialog = show({ ...view, guests })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }))
    expect(bridge.calls).toEqual([{ method: 'leaving.stop', input: { after: 'stay' } }])
  })
})

describe('after machines were left', () => {
  const [first, second] = [sampleId(1), sampleId(2)]
  const guests = [
    sampleGuest(1, 'debian-13', 'saved'),
    sampleGuest(2, 'sparrow', 'saved'),
    sampleGuest(3, 'old-xp', 'stopped'),
  ]
  const startMany = vi.fn()
  beforeEach(() => {
    startMany.mockReset()
    bridge = makeFakeBridge({
      ...{ guests, host: sampleHost },
      handlers: { 'guests.startMany': startMany },
    })
    window.guesthouse = bridge
  })
  const show = (ids = [first, second, sampleId(3), sampleId(99)]) => {
    showState(guests, { dialog: { kind: 'resume-saved', ids } })
    render(<ResumeSavedDialog ids={ids} />)
  }
  const methods = () => bridge.calls.map(({ method }) => method)
  const become = (id: number, state: 'running' | 'starting'): void =>
    act(() =>
      useGuests.setState(
        withChange(useGuests.getState(), { type: 'put', guest: sampleGuest(id, 'x', state) }),
      ),
    )

  it('asks about those that are saved, and resumes those that are wanted', async () => {
    startMany.mockResolvedValue([{ id: first, ok: true }])
    show()
    expect(screen.getAllByRole('checkbox')).toHaveLength(2)
    expect(document.activeElement?.textContent).toBe('Resume 2 machines')
    await userEvent.click(screen.getByRole('checkbox', { name: 'sparrow' }))
    await userEvent.click(screen.getByRole('button', { name: 'Resume 1 machine' }))
    expect(startMany).toHaveBeenCalledWith({ ids: [first] })
    await vi.waitFor(() => expect(methods()).toEqual(['guests.startMany', 'leaving.forgetSaved']))
    await vi.waitFor(() => expect(useView.getState().dialog).toBeNull())
  })

  it('names those that could not be resumed, and why', async () => {
    const error = sampleError('DISK_MISSING', { path: '/gone.qcow2' })
    startMany.mockResolvedValue([
      { id: first, ok: true },
      { id: second, ok: false, error },
    ])
    show()
    await userEvent.click(screen.getByRole('button', { name: 'Resume 2 machines' }))
    await screen.findByRole('dialog', { name: 'Not all machines could be resumed' })
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/sparrow.*\/gone\.qcow2/),
    ])
    await userEvent.click(screen.getAllByRole('button', { name: 'Close' })[1] as HTMLElement)
    expect(useView.getState().dialog).toBeNull()
  })

  it('says so where none could be tried', async () => {
    startMany.mockRejectedValue(new Error('no'))
    show()
    await userEvent.click(screen.getByRole('button', { name: 'Resume 2 machines' }))
    await screen.findByRole('dialog', { name: 'Not all machines could be resumed' })
    expect(screen.getAllByRole('listitem')).toHaveLength(2)
  })

  it.each([['Not now'], ['Close']])('takes %s for an answer', async (name) => {
    show()
    await userEvent.click(screen.getByRole('button', { name }))
    expect(methods()).toEqual(['leaving.forgetSaved'])
    expect(useView.getState().dialog).toBeNull()
  })

  it('resumes none where none is chosen', async () => {
    show()
    for (const box of screen.getAllByRole('checkbox')) await userEvent.click(box)
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Resume' })
    expect(button.disabled).toBe(true)
  })

  it('asks no more once they go on in another way', () => {
    show()
    become(1, 'starting')
    expect(screen.getAllByRole('checkbox')).toHaveLength(1)
    become(2, 'running')
    expect(useView.getState().dialog).toBeNull()
    expect(methods()).toEqual(['leaving.forgetSaved'])
  })
})
