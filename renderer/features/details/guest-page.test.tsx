import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Notice, noticeCatalogue } from '../../../shared/domain/notices.ts'
import { saveBlockerCatalogue } from '../../../shared/domain/save-blockers.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type GuestView, guestStates } from '../../../shared/domain/guest.ts'
import { isPossible } from '../../actions/guest-commands.ts'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import {
  sampleError,
  sampleGuest,
  sampleHost,
  sampleId,
  sampleJob,
  sampleLimitedGuest,
} from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { en } from '../../i18n/en/index.ts'
import { useGuests, withChange } from '../../stores/guests-store.ts'
import { useJobs } from '../../stores/jobs-store.ts'
import { useView } from '../../stores/view-store.ts'
import GuestPage from './guest-page.tsx'
import { GuestScreenPage } from './guest-screen-page.tsx'

const id = sampleId(1)

describe('the page of a guest', () => {
  let bridge: FakeBridge
  beforeEach(() => {
    bridge = makeFakeBridge({
      guests: [],
      host: sampleHost,
      handlers: { 'guests.log': () => ({ text: 'qemu: hello', truncated: false }) },
    })
    window.guesthouse = bridge
  })
  afterEach(cleanup)

  const open = (guest: GuestView) => {
    showState([guest], { place: { kind: 'guest', id: guest.id } })
    render(
      <GuestPage
        id={guest.id}
        parts={{
          screen: () => <p>the screen</p>,
          serial: () => <p>the serial console</p>,
          hardware: () => <p>the hardware</p>,
          snapshots: () => <p>the snapshots</p>,
          sharing: () => <p>the sharing</p>,
        }}
      />,
    )
    return within(screen.getByRole('article', { name: guest.name }))
  }
  const buttons = () =>
    ['Start', 'Resume', 'Pause', 'Save', 'Shut down'].filter(
      (name) => screen.queryByRole('button', { name }) !== null,
    )

  it.each(guestStates)('says the word for %s', (state) => {
    const page = open(sampleGuest(1, 'one', state))
    expect(page.getAllByText(en.state[state]).length).toBeGreaterThan(0)
  })

  it('offers what the engine allows, whatever the state', () => {
    open(sampleGuest(1, 'one', 'stopped', { actions: ['resume', 'shutdown'] }))
    expect(buttons()).toEqual(['Resume', 'Shut down'])
  })

  it.each([
    ['stopped', ['Start']],
    ['running', ['Pause', 'Save', 'Shut down']],
    // Its screen has the button that goes on.
    ['paused', ['Save']],
    ['saving', []],
    ['saved', ['Resume']],
    ['crashed', ['Start']],
    ['broken', []],
  ] as const)('shows each button of a %s guest once', (state, expected) => {
    open(sampleGuest(1, 'one', state))
    expect(buttons()).toEqual(expected)
    for (const name of expected) expect(screen.getAllByRole('button', { name })).toHaveLength(1)
  })

  it('starts', async () => {
    open(sampleGuest(1, 'one', 'stopped'))
    await userEvent.click(screen.getByRole('button', { name: 'Start' }))
    expect(bridge.calls).toContainEqual({ method: 'guests.start', input: { id } })
  })

  it('lets a saved one go on, and discards its state only where that is asked', async () => {
    open(sampleGuest(1, 'one', 'saved'))
    expect(screen.getByText(en.page.saved)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Resume' }))
    expect(bridge.calls).toContainEqual({ method: 'guests.start', input: { id } })
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }))
    await userEvent.click(screen.getByRole('menuitem', { name: 'Discard saved state…' }))
    expect(useView.getState().dialog).toEqual({ kind: 'discard-saved', id })
  })

  it('saves, or says before what is in the way', async () => {
    open(sampleGuest(1, 'one', 'running'))
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    expect(bridge.calls).toContainEqual({ method: 'guests.save', input: { id } })
    cleanup()
    const blocker = { code: 'NVME', message: saveBlockerCatalogue.NVME } as const
    bridge = makeFakeBridge({
      ...{ guests: [], host: sampleHost },
      handlers: { 'guests.saveBlockers': () => [blocker] },
    })
    window.guesthouse = bridge
    open(sampleGuest(1, 'one', 'running'))
    await vi.waitFor(() =>
      expect(screen.getByRole('button', { name: 'Save' }).getAttribute('aria-haspopup')).toBe(
        'dialog',
      ),
    )
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    const popover = await screen.findByRole('dialog', { name: en.save.blocked })
    expect(popover.textContent).toContain(saveBlockerCatalogue.NVME)
    expect(bridge.calls.map(({ method }) => method)).not.toContain('guests.save')
  })

  it('shows how far a save is, and cancels it', async () => {
    const job = sampleJob(1, 'save', 0.429)
    open(sampleGuest(1, 'one', 'saving', { job: 'save' }))
    act(() => useJobs.setState({ byId: { [job.id]: job } }))
    const header = within(screen.getByRole('banner'))
    expect(header.getByText('Saving…')).toBeTruthy()
    expect(header.getByText('42%')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(bridge.calls).toContainEqual({ method: 'jobs.cancel', input: { id: job.id } })
    act(() => useJobs.setState({ byId: { [job.id]: { ...job, state: 'done' } } }))
    expect(screen.queryByText('42%')).toBeNull()
  })

  it('says where a port leads, and what a network card goes without', async () => {
    const params = { bridge: 'br0' }
    const notice: Notice = { code: 'BRIDGE_MISSING', device: 'nic1', params }
    open(sampleLimitedGuest(1, 'one', [notice]))
    await userEvent.click(screen.getByRole('button', { name: 'passt, Not connected, 2 forwards' }))
    const { textContent } = await screen.findByRole('dialog')
    expect(textContent).toContain('127.0.0.1:2222 leads to port 22/tcp of the machine')
    expect(textContent).toContain('this computer has no bridge br0')
  })

  it('asks before a loss, and disables what is not allowed', async () => {
    open(sampleGuest(1, 'one', 'running'))
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }))
    const remove = screen.getByRole('menuitem', { name: 'Delete…' })
    expect(remove.getAttribute('aria-disabled')).toBe('true')
    await userEvent.keyboard('{Escape}')
    await userEvent.click(screen.getByRole('button', { name: 'Other ways to stop' }))
    await userEvent.click(screen.getByRole('menuitem', { name: 'Power off…' }))
    expect(useView.getState().dialog).toEqual({ kind: 'power-off', id })
    expect(bridge.calls.map(({ method }) => method)).toEqual(['guests.saveBlockers'])
  })

  it('shows the screen of a guest with a process, and the way to one of one without', () => {
    open(sampleGuest(1, 'one', 'running'))
    expect(screen.getByText('the screen')).toBeTruthy()
    cleanup()
    open(sampleGuest(1, 'one', 'stopped'))
    expect(screen.queryByText('the screen')).toBeNull()
    expect(screen.getByText('This machine is off.')).toBeTruthy()
  })

  it('tells why it crashed, with the log one click away', async () => {
    const error = sampleError('QEMU_CRASHED', { how: 'signal SIGABRT' }, 'an assertion')
    open(sampleGuest(1, 'one', 'crashed', { error }))
    const failure = within(screen.getByRole('region', { name: 'This machine has crashed' }))
    expect(failure.getByText('QEMU ended unexpectedly (signal SIGABRT).')).toBeTruthy()
    expect(failure.getByText(/Start the machine again/)).toBeTruthy()
    expect(failure.getByText('QEMU_CRASHED')).toBeTruthy()
    expect(failure.getByText('an assertion')).toBeTruthy()
    await userEvent.click(failure.getByRole('button', { name: 'Show log' }))
    expect((await screen.findByRole('log')).textContent).toBe('qemu: hello')
  })

  it('tells of a failure in a guest that runs on until it is put away', async () => {
    open(sampleGuest(1, 'one', 'running', { error: sampleError('SHUTDOWN_IGNORED') }))
    expect(screen.getByText(/did not react/)).toBeTruthy()
    expect(screen.getByText('the screen')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByText(/did not react/)).toBeNull()
    const told = (change: Partial<GuestView>) =>
      act(() => {
        const guest = sampleGuest(1, 'one', 'running', change)
        useGuests.setState((state) => withChange(state, { type: 'put', guest }))
      })
    told({ error: sampleError('SHUTDOWN_IGNORED'), job: 'pause' })
    expect(screen.queryByText(/did not react/)).toBeNull()
    told({ error: null })
    told({ error: sampleError('SHUTDOWN_IGNORED') })
    expect(screen.getByText(/did not react/)).toBeTruthy()
  })

  it('has no way to a log or to itself in its own window', async () => {
    const guest = sampleGuest(1, 'one', 'crashed', { error: sampleError('QEMU_CRASHED') })
    showState([guest], { place: { kind: 'guest', id: guest.id } })
    render(<GuestScreenPage guest={guest} screen={() => null} />)
    expect(screen.getByRole('button', { name: 'Start' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Show log' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }))
    expect(screen.getByRole('menuitem', { name: 'Rename…' })).toBeTruthy()
    expect(screen.queryByRole('menuitem', { name: 'Open in its own window' })).toBeNull()
  })

  it('tells in its own window what failed while it runs', () => {
    const guest = sampleGuest(1, 'one', 'running', { error: sampleError('SHUTDOWN_IGNORED') })
    showState([guest], { place: { kind: 'guest', id: guest.id } })
    render(<GuestScreenPage guest={guest} screen={() => <p>the screen</p>} />)
    expect(screen.getByText(/did not react/)).toBeTruthy()
    expect(screen.getByText('the screen')).toBeTruthy()
  })

  it.each(guestStates)('lets its notes be changed beside an operation (%s)', (state) => {
    const guest = { ...sampleGuest(1, 'one', state), job: 'save' }
    expect(isPossible(guest, 'describe')).toBe(guest.config !== null)
    expect(isPossible(guest, 'rename')).toBe(false)
  })

  it('keeps the serial console once it was opened', async () => {
    open(sampleGuest(1, 'one', 'running'))
    const text = () => screen.queryByText('the serial console')
    expect(text()).toBeNull()
    await userEvent.click(screen.getByRole('tab', { name: 'Serial' }))
    expect(text()?.closest('[hidden]')).toBeNull()
    expect(text()).not.toBeNull()
    await userEvent.click(screen.getByRole('tab', { name: 'Screen' }))
    expect(text()?.closest('[hidden]')).not.toBeNull()
  })

  it('says as whom and on what it runs, and why', async () => {
    open(sampleGuest(1, 'one', 'running'))
    expect(screen.getByRole('button', { name: 'Runs as you (1000)' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'passt' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Software emulation' }))
    const reason = await screen.findByRole('dialog', { name: 'Software emulation' })
    expect(reason.textContent).toContain(en.accelerator['kvm-failed'].reason)
    expect(reason.textContent).toContain('failed to set MSR')
  })

  it.each([
    ['power-off', en.ending.quit],
    ['power-off:terminate', 'told to end, 3 s'],
    ['power-off:kill', 'killed, 5 s'],
  ])('says how a QEMU is ended: %s', (job, words) => {
    open(sampleGuest(1, 'one', 'running', { job }))
    expect(screen.getByRole('banner').textContent).toContain(words)
  })

  it('says what a running guest goes without, and what would mend it', async () => {
    const guest = sampleGuest(1, 'one', 'running')
    if (guest.runtime === null) throw new Error('not running')
    const notices = [{ code: 'SOUND_NO_SERVER', params: {} } as const]
    open({ ...guest, runtime: { ...guest.runtime, sound: { backend: 'none' }, notices } })
    expect(screen.getByRole('button', { name: 'No sound' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '1 notice' }))
    const popover = await screen.findByRole('dialog', { name: '1 notice' })
    expect(popover.textContent).toContain(noticeCatalogue.SOUND_NO_SERVER.message)
    expect(popover.textContent).toContain(noticeCatalogue.SOUND_NO_SERVER.next)
  })

  it('tells a refusal in a toast where the page does not tell it', async () => {
    const { default: Toaster } = await import('../../ui/toaster.tsx')
    window.guesthouse = makeFakeBridge({
      guests: [],
      host: sampleHost,
      handlers: {
        'guests.pause': () => {
          throw new GuesthouseError('QEMU_NO_ANSWER')
        },
      },
    })
    render(<Toaster />)
    open(sampleGuest(1, 'one', 'running'))
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }))
    const toast = await screen.findByRole('alert')
    expect(toast.textContent).toContain('QEMU does not answer.')
    await userEvent.click(within(toast).getByRole('button', { name: 'Dismiss' }))
    await vi.waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })
})
