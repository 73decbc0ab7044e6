import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shortcutIds } from '../../actions/shortcut-table.ts'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { everyState, sampleGuest, sampleHost, sampleId } from '../../dev/samples.ts'
import '../../i18n/index.ts'
import { showState } from '../../dev/show-state.ts'
import { useRecent } from '../../stores/recent-store.ts'
import { selectGuestId, useView } from '../../stores/view-store.ts'
import Palette from './palette.tsx'
import ShortcutsDialog from './shortcuts-dialog.tsx'

let bridge: FakeBridge
const options = () => screen.getAllByRole('option').map((option) => option.textContent)
const dialog = () => useView.getState().dialog

describe('the palette', () => {
  beforeEach(() => {
    bridge = makeFakeBridge({ guests: [], host: sampleHost })
    window.guesthouse = bridge
    useRecent.setState({ ids: [] })
    showState(everyState(), { dialog: { kind: 'palette' } })
  })
  afterEach(cleanup)

  it('has machines and the app’s own places before anything is typed', () => {
    render(<Palette />)
    expect(options().slice(0, 2)).toEqual(['archiveBroken', 'build-runnerPaused'])
    expect(options()).toContain('New machineCtrlN')
    expect(options()).not.toContain('Start old-xp')
  })

  it('opens the machine that is typed, by its first letters', async () => {
    render(<Palette />)
    await userEvent.keyboard('old{Enter}')
    expect(dialog()).toBeNull()
    expect(selectGuestId(useView.getState())).toBe(sampleId(3))
  })

  it('does what is chosen, and asks where something is lost', async () => {
    render(<Palette />)
    await userEvent.keyboard('start old{Enter}')
    expect(bridge.calls).toEqual([{ method: 'guests.start', input: { id: sampleId(3) } }])
    cleanup()
    showState(everyState(), { dialog: { kind: 'palette' } })
    render(<Palette />)
    await userEvent.keyboard('power debian')
    expect(options()[0]).toBe('Power off debian-13…')
    await userEvent.keyboard('{Enter}')
    expect(dialog()).toEqual({ kind: 'power-off', id: sampleId(1) })
  })

  it('offers nothing that cannot be done now', async () => {
    render(<Palette />)
    await userEvent.keyboard('start')
    expect(options()).not.toContain('Start debian-13')
    // Its save is under way.
    await userEvent.keyboard('{Control>}a{/Control}rename')
    expect(options()).not.toContain('Rename photo-archive…')
  })

  it('moves by the arrow keys, around the ends', async () => {
    render(<Palette />)
    const marked = () => screen.getByRole('option', { selected: true }).textContent
    await userEvent.keyboard('{ArrowDown}')
    expect(marked()).toBe('build-runnerPaused')
    await userEvent.keyboard('{ArrowUp}{ArrowUp}')
    expect(marked()).toBe('Keyboard shortcutsF1')
    await userEvent.keyboard('deb')
    expect(marked()).toBe('debian-13Running')
  })

  it('has what was used of late first, and what the open page is about next', async () => {
    render(<Palette />)
    await userEvent.keyboard('rename debian{Enter}')
    cleanup()
    showState(everyState(), { place: { kind: 'guest', id: sampleId(3) } })
    render(<Palette />)
    expect(options().slice(0, 2)).toEqual(['Rename debian-13…', 'Start old-xp'])
  })

  it('says that nothing fits', async () => {
    render(<Palette />)
    await userEvent.keyboard('zzz')
    expect(screen.getByText('Nothing fits “zzz”.')).toBeTruthy()
    await userEvent.keyboard('{Enter}{Escape}')
    expect(dialog()).toBeNull()
  })

  it('renders few of a thousand machines', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      sampleGuest(index + 1, `vm-${index + 1}`, 'stopped'),
    )
    showState(many)
    render(<Palette />)
    expect(options().length).toBeLessThan(50)
    await userEvent.keyboard('vm-777')
    expect(options()[0]).toBe('vm-777Off')
    expect(options().length).toBeLessThanOrEqual(50)
  })
})

describe('the sheet of shortcuts', () => {
  afterEach(cleanup)

  it('shows every shortcut that there is', () => {
    showState([], { dialog: { kind: 'shortcuts' } })
    render(<ShortcutsDialog />)
    expect(screen.getAllByRole('term')).toHaveLength(shortcutIds.length)
    const numbers = within(screen.getByRole('dialog')).getByText(/by its place/).parentElement
    expect(numbers?.textContent).toContain('Ctrl1toCtrl9')
  })
})
