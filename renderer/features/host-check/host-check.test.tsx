import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { hostCheckIds } from '../../../shared/domain/host-check.ts'
import { type FakeBridge, type FakeOptions, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { sampleHostCheck, sampleLooking } from '../../dev/sample-first-run.ts'
import { sampleHost } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { followHostCheck, notChecked, useHostCheck } from '../../stores/host-check-store.ts'
import * as toasts from '../../ui/notify.ts'
import HostCheckPage from './host-check-page.tsx'

let bridge: FakeBridge
let end = (): void => {}

async function show(options: Partial<FakeOptions> = {}): Promise<void> {
  bridge = makeFakeBridge({ guests: [], host: sampleHost, ...options })
  window.guesthouse = bridge
  end = followHostCheck()
  render(<HostCheckPage lead={null} />)
  await vi.waitFor(() => expect(useHostCheck.getState().known).toBe(true))
  await act(async () => {})
}
const row = (name: string) => {
  const item = screen.getByRole('heading', { name }).closest('li')
  if (item === null) throw new Error(`no row ${name}`)
  return within(item)
}
const runs = () => bridge.calls.filter(({ method }) => method === 'hostCheck.run')

beforeEach(() => {
  showState([])
  useHostCheck.setState(notChecked, true)
})
afterEach(() => {
  cleanup()
  end()
})

describe('the page of the host check', () => {
  it('looks when it is first shown, and not again by itself', async () => {
    await show()
    expect(runs()).toEqual([{ method: 'hostCheck.run', input: {} }])
    act(() => bridge.setHostCheck(sampleHostCheck()))
    cleanup()
    render(<HostCheckPage lead={null} />)
    expect(runs()).toHaveLength(1)
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }))
    expect(runs()).toHaveLength(2)
  })

  it('says that nothing was checked where that was refused', async () => {
    const notify = vi.spyOn(toasts, 'notifyFailure').mockReturnValue()
    await show({
      handlers: {
        'hostCheck.run': () => {
          throw new GuesthouseError('NOT_ALLOWED')
        },
      },
    })
    expect(screen.getByRole('status').textContent).toBe('Nothing was checked yet.')
    expect(notify).toHaveBeenCalledOnce()
  })

  it('fills in row by row, in an order that stays', async () => {
    await show({ hostCheck: sampleLooking() })
    const names = () => screen.getAllByRole('heading', { level: 2 }).map((h) => h.textContent)
    const before = names()
    expect(before).toHaveLength(hostCheckIds.length)
    expect(screen.getByText('Looking… 5 of 16')).toBeTruthy()
    expect(row('Open files').getByText('Looking…')).toBeTruthy()
    act(() => bridge.setHostCheck(sampleHostCheck()))
    expect(row('Open files').getByText('Good')).toBeTruthy()
    expect(names()).toEqual(before)
  })

  it('never counts what was not checked among what is good', async () => {
    await show({ hostCheck: sampleHostCheck() })
    expect(screen.getByRole('status').textContent).toBe(
      '9 good, 4 limited, 1 missing, 2 not checked',
    )
    expect(row('Tray icons').getByText('Not checked')).toBeTruthy()
  })

  it('says what is lost, with the command that mends it', async () => {
    await show({ hostCheck: sampleHostCheck() })
    const tpm = row('TPM')
    expect(tpm.getByText('Missing')).toBeTruthy()
    expect(tpm.getByText(/Windows 11 does not install/)).toBeTruthy()
    expect(tpm.getByRole('group', { name: 'Command for TPM' }).textContent).toContain(
      'sudo apt-get install swtpm swtpm-tools',
    )
    expect(tpm.getByRole('button', { name: 'Copy' })).toBeTruthy()
    expect(row('Acceleration').getByText(/once you have logged out and in/)).toBeTruthy()
  })

  it('has the cause and the time behind details, and looks at that row again', async () => {
    await show({ hostCheck: sampleHostCheck() })
    const tray = row('Tray icons')
    expect(tray.queryByText(/StatusNotifierWatcher/)).toBeNull()
    const details = tray.getByRole('button', { name: 'Details: Tray icons' })
    await userEvent.click(details)
    expect(details.getAttribute('aria-expanded')).toBe('true')
    expect(tray.getByText(/StatusNotifierWatcher/)).toBeTruthy()
    expect(tray.getByText(/2,000 ms/)).toBeTruthy()
    await userEvent.click(tray.getByRole('button', { name: 'Check this again' }))
    expect(runs()).toEqual([{ method: 'hostCheck.run', input: { id: 'tray' } }])
  })
})

describe('“Do it…”', () => {
  const ask = async (handlers: NonNullable<FakeOptions['handlers']>) => {
    await show({ hostCheck: sampleHostCheck(), handlers })
    await userEvent.click(row('TPM').getByRole('button', { name: 'Do it…' }))
    return within(screen.getByRole('dialog'))
  }
  const mends = () => bridge.calls.filter(({ method }) => method === 'hostCheck.mend')

  it('shows what would run and as whom, and does nothing before', async () => {
    const dialog = await ask({})
    expect(dialog.getByRole('group', { name: 'What would run' }).textContent).toContain(
      'sudo apt-get install swtpm swtpm-tools',
    )
    expect(dialog.getByText(/runs as root/)).toBeTruthy()
    expect(document.activeElement?.textContent).toBe('Cancel')
    await userEvent.keyboard('{Enter}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(mends()).toEqual([])
  })

  it('has it run, once, and closes when it is done', async () => {
    let done = (): void => {}
    const dialog = await ask({
      'hostCheck.mend': () =>
        new Promise<undefined>((resolve) => {
          done = () => resolve(undefined)
        }),
    })
    await userEvent.click(dialog.getByRole('button', { name: 'Run it' }))
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Run it' }).disabled).toBe(true)
    expect(dialog.getByText(/^Running…/)).toBeTruthy()
    await act(async () => done())
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(mends()).toEqual([
      { method: 'hostCheck.mend', input: { id: 'tpm', mend: 'install-swtpm' } },
    ])
  })

  it('says why it did not work, and lets it be tried again', async () => {
    const dialog = await ask({
      'hostCheck.mend': () => {
        // As main does: the row is looked at anew before the call is answered.
        const { rows, ...view } = sampleHostCheck()
        const blank = { verdict: null, findings: [], mends: [], took: null }
        bridge.setHostCheck({ ...view, rows: rows.map((one) => Object.assign({}, one, blank)) })
        throw new GuesthouseError('NOT_ALLOWED')
      },
    })
    await userEvent.click(dialog.getByRole('button', { name: 'Run it' }))
    expect(await dialog.findByText('This request is not allowed.')).toBeTruthy()
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Run it' }).disabled).toBe(false)
  })
})
