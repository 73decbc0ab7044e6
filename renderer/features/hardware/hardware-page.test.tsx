import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import type { MethodInput } from '../../../shared/ipc/contract.ts'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { fakeCommandLine, fakeConfigure, sampleFullGuest } from '../../dev/fake-hardware.ts'
import { sampleGuest, sampleHost } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { followGuests, useGuest } from '../../stores/guests-store.ts'
import HardwarePage from './hardware-page.tsx'
import { useHardware } from './hardware-store.ts'
import { set } from './draft/edits.ts'

let bridge: FakeBridge
let end: () => void

const details = (disk: DiskConfig) => <p>details of {disk.id}</p>

function Shown({ id }: { readonly id: string }) {
  const guest = useGuest(id)
  return guest === undefined ? null : <HardwarePage guest={guest} diskDetails={details} />
}

/** The page of `guest`, with an engine behind it that takes every change. */
async function show(guest: GuestView) {
  bridge = makeFakeBridge({
    ...{ guests: [guest], host: sampleHost },
    handlers: {
      'guests.configure': (input) => {
        const { guest: next, result } = fakeConfigure(bridge.guest(input.id), input)
        bridge.put(next)
        return result
      },
      'guests.commandLine': ({ id, config }) => fakeCommandLine(bridge.guest(id), config),
      'storage.create': ({ id }) => {
        const before = bridge.guest(id)
        const disk = before.config?.disks[0]
        if (before.config === null || disk === undefined) throw new GuesthouseError('GUEST_BROKEN')
        const disks = [...before.config.disks, { ...disk, id: 'disk9', path: '/new' }]
        bridge.put({ ...before, config: { ...before.config, disks } })
        return { id: 'disk9' }
      },
    },
  })
  window.guesthouse = bridge
  showState([guest])
  end = followGuests()
  render(<Shown id={guest.id} />)
  await screen.findByRole('navigation')
  return userEvent.setup()
}

const go = (user: ReturnType<typeof userEvent.setup>, name: RegExp) =>
  user.click(within(screen.getByRole('navigation')).getByRole('button', { name }))
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })
const sent = () =>
  bridge.calls
    .filter(({ method }) => method === 'guests.configure')
    .map(({ input }) => input as MethodInput<'guests.configure'>)
const retype = async (
  user: ReturnType<typeof userEvent.setup>,
  field: HTMLElement,
  text: string,
) => {
  await user.clear(field)
  await user.type(field, text)
}

describe('the hardware page', () => {
  beforeEach(() => useHardware.setState({ byId: {} }, true))
  afterEach(() => {
    end()
    cleanup()
  })

  it('applies a change with what it was made from, and takes it back', async () => {
    const guest = sampleGuest(1, 'a', 'stopped')
    const user = await show(guest)
    await go(user, /^Memory/)
    await retype(user, screen.getByRole('textbox', { name: 'Memory' }), '1024')
    await user.click(button('Apply'))
    await screen.findByText('Done. It holds now.')
    expect(sent()).toEqual([
      { id: guest.id, config: { ...guest.config, memoryMiB: 1024 }, base: guest.config },
    ])
    // Not while a text field could mean its own typing.
    await user.click(screen.getByRole('textbox', { name: 'Memory' }))
    await user.keyboard('{Control>}z{/Control}')
    expect(sent()).toHaveLength(1)
    await go(user, /^Boot/)
    await user.keyboard('{Control>}z{/Control}')
    await vi.waitFor(() => expect(bridge.guest(guest.id).config).toEqual(guest.config))
  })

  it('keeps what is wrong, names it, and applies nothing', async () => {
    const user = await show(sampleGuest(1, 'a', 'stopped'))
    await go(user, /^Memory/)
    await retype(user, screen.getByRole('textbox', { name: 'Memory' }), '2 GiB')
    expect(screen.getByText('Type a whole number.')).toBeTruthy()
    await go(user, /^Boot/)
    expect(button('Apply').disabled).toBe(true)
    await user.click(button('Memory: Type a whole number.'))
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Memory' })
    expect(field.value).toBe('2 GiB')
    await user.click(button('Revert'))
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Memory' }).value).toBe('4096')
  })

  it('lists what waits for the next start, and takes one of it back', async () => {
    const guest = sampleFullGuest(1, 'a', 'running')
    const user = await show(guest)
    await user.click(button('Undo: Memory'))
    await vi.waitFor(() => expect(bridge.guest(guest.id).config?.memoryMiB).toBe(4096))
    expect(bridge.guest(guest.id).config?.cpus).toBe(6)
    expect(screen.queryByRole('button', { name: 'Undo: Memory' })).toBeNull()
  })

  it('ejects at once, and by force where the machine holds on', async () => {
    const guest = sampleFullGuest(1, 'a', 'running')
    const user = await show(guest)
    await go(user, /^CD drive 1/)
    await user.click(button('Eject'))
    await screen.findByText('The machine holds on to the disc in CD drive 1.')
    await user.click(screen.getByRole('button', { name: 'Take out by force' }))
    await screen.findByText('The drive is empty.')
    expect(sent().map(({ force }) => force)).toEqual([undefined, true])
  })

  it('asks whose change holds where somebody else made one', async () => {
    const guest = sampleGuest(1, 'a', 'stopped')
    const user = await show(guest)
    await go(user, /^Memory/)
    await retype(user, screen.getByRole('textbox', { name: 'Memory' }), '1024')
    if (guest.config === null) throw new Error('broken')
    const theirs = set({ memoryMiB: 2048, cpus: 7 })(guest.config)
    bridge.put({ ...guest, config: theirs })
    await screen.findByText('Both of you changed: Memory.')
    expect(button('Apply').disabled).toBe(true)
    await user.click(button('Keep mine'))
    await user.click(button('Apply'))
    await vi.waitFor(() =>
      expect(bridge.guest(guest.id).config).toMatchObject({ memoryMiB: 1024, cpus: 7 }),
    )
  })

  it('says that what was done at once met another change, and does nothing behind the back', async () => {
    const guest = sampleGuest(1, 'a', 'stopped')
    const user = await show(guest)
    await go(user, /^CD drive 1/)
    if (guest.config === null) throw new Error('broken')
    // The engine has it already; the window has not heard of it yet.
    const theirs = set({ cpus: 7 })(guest.config)
    const configure = vi.spyOn(bridge, 'guest').mockReturnValueOnce({ ...guest, config: theirs })
    await user.click(button('Eject'))
    await screen.findByText('This machine was changed elsewhere meanwhile.')
    expect(screen.queryByRole('button', { name: 'Keep mine' })).toBeNull()
    configure.mockRestore()
    bridge.put({ ...guest, config: theirs })
    await user.click(button('Eject'))
    await vi.waitFor(() =>
      expect(bridge.guest(guest.id).config).toMatchObject({ cpus: 7, cdroms: [{ path: null }] }),
    )
  })

  it('changes nothing while the engine would not, and says why', async () => {
    await show(sampleGuest(1, 'a', 'saved'))
    expect(screen.getByText(/saved memory fits this hardware alone/)).toBeTruthy()
    expect(screen.getByRole<HTMLFieldSetElement>('group', { name: 'Settings' }).disabled).toBe(true)
    expect(button('Add hardware').disabled).toBe(true)
  })

  it('adds from one list that says what cannot be had', async () => {
    const user = await show(sampleGuest(1, 'a', 'stopped'))
    await user.click(button('Add hardware'))
    const rng = screen.getByRole('option', { name: /^Random numbers/ })
    expect(rng.getAttribute('aria-disabled')).toBe('true')
    await user.keyboard('watch{Enter}')
    expect(screen.getByRole('combobox', { name: 'When it is not fed' })).toBeTruthy()
    await user.click(button('Apply'))
    await screen.findByText('Done. It holds now.')
    expect(sent()[0]?.config.watchdog).toEqual({ action: 'reset' })
  })

  it('makes a disk and plugs it into a machine that runs', async () => {
    const guest = sampleFullGuest(1, 'a', 'running')
    const user = await show(guest)
    await user.click(button('Add hardware'))
    await user.keyboard('new disk{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Add disk' }))
    await screen.findByText('details of disk9')
    expect(bridge.guest(guest.id).runtime?.config.disks.map(({ id }) => id)).toContain('disk9')
  })

  it('takes JSON as it is typed once it is sound, and tells where it is not', async () => {
    const guest = sampleGuest(1, 'a', 'stopped')
    const user = await show(guest)
    await go(user, /^JSON/)
    const area = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Description as JSON' })
    await user.clear(area)
    await user.paste('{ "a": }')
    expect(screen.getByText(/Line 1, column 8/)).toBeTruthy()
    await go(user, /^Memory/)
    expect(screen.getByRole<HTMLFieldSetElement>('group', { name: 'Settings' }).disabled).toBe(true)
    await user.click(button('Show the JSON'))
    await user.clear(screen.getByRole('textbox', { name: 'Description as JSON' }))
    await user.paste(JSON.stringify({ ...guest.config, notes: 'not from here' }))
    expect(screen.getByText(/^This cannot be changed here. It must be/)).toBeTruthy()
    const text = JSON.stringify({ ...guest.config, memoryMiB: 777, fromTheFuture: 1 })
    await user.clear(screen.getByRole('textbox', { name: 'Description as JSON' }))
    await user.paste(text)
    expect(screen.getByText('Valid.')).toBeTruthy()
    await user.click(button('Apply'))
    await vi.waitFor(() =>
      expect(bridge.guest(guest.id).config).toMatchObject({ memoryMiB: 777, fromTheFuture: 1 }),
    )
  })
})
