import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { HostView } from '../../../shared/domain/guest.ts'
import { type FakeBridge, makeFakeBridge, sampleSettings } from '../../dev/fake-bridge.ts'
import { sampleError, sampleGuest, sampleHost, sampleId } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { useSettings } from '../../stores/settings-store.ts'
import { closeDialog, openDialog, useView } from '../../stores/view-store.ts'
import * as toasts from '../../ui/notify.ts'
import CreateDialog from './create-dialog.tsx'

describe('New machine', () => {
  let bridge: FakeBridge
  let failure: GuesthouseError | null
  /** What main waits for before it answers. */
  let wait: Promise<void>
  const created = () => bridge.calls.filter(({ method }) => method === 'guests.create')
  const started = () => bridge.calls.filter(({ method }) => method === 'guests.start')

  beforeEach(() => {
    failure = null
    wait = Promise.resolve()
    bridge = makeFakeBridge({
      guests: [],
      host: sampleHost,
      handlers: {
        'guests.create': async () => {
          await wait
          if (failure !== null) throw failure
          return { id: sampleId(7) }
        },
        'dialogs.pickFile': ({ kind }) => (kind === 'cdrom' ? '/isos/debian-13.iso' : null),
      },
    })
    window.guesthouse = bridge
  })
  afterEach(cleanup)

  const open = (host: HostView = sampleHost) => {
    showState([sampleGuest(1, 'machine-1', 'stopped')], { dialog: { kind: 'create' } }, host)
    render(<CreateDialog source={undefined} />)
    return within(screen.getByRole('dialog', { name: 'New machine' }))
  }
  const button = (name: string) => screen.getByRole('button', { name })

  it('works as it opens: name focused, a machine made and started with the defaults', async () => {
    const user = userEvent.setup()
    const dialog = open()
    const name = dialog.getByRole<HTMLInputElement>('textbox', { name: 'Name' })
    expect(document.activeElement).toBe(name)
    expect(name.value).toBe('machine-2')
    await user.click(button('Create and start'))
    await vi.waitFor(() => expect(started()).toHaveLength(1))
    expect(created()[0]?.input).toMatchObject({ name: 'machine-2', memoryMiB: 4096, cpus: 4 })
    expect(started()[0]?.input).toEqual({ id: sampleId(7) })
    expect(useView.getState()).toMatchObject({
      dialog: null,
      place: { kind: 'guest', id: sampleId(7) },
    })
  })

  it('does first what the settings say', async () => {
    const { settings } = sampleSettings
    const newMachines = { ...settings.newMachines, startAtOnce: false }
    useSettings.setState({ settings: { ...settings, newMachines } })
    const user = userEvent.setup()
    open()
    await user.keyboard('{Enter}')
    await vi.waitFor(() => expect(useView.getState().dialog).toBeNull())
    expect(created()).toHaveLength(1)
    expect(started()).toHaveLength(0)
    cleanup()
    open()
    await user.click(button('Create and start'))
    await vi.waitFor(() => expect(started()).toHaveLength(1))
    useSettings.setState({ settings })
  })

  it('only makes it where that is asked', async () => {
    const user = userEvent.setup()
    open()
    await user.click(button('Create'))
    await vi.waitFor(() => expect(useView.getState().dialog).toBeNull())
    expect(created()).toHaveLength(1)
    expect(started()).toHaveLength(0)
  })

  it('names the machine after the image until it was given a name', async () => {
    const user = userEvent.setup()
    const dialog = open()
    const name = dialog.getByRole<HTMLInputElement>('textbox', { name: 'Name' })
    await user.click(button('Choose a file: Installation image (ISO)'))
    await vi.waitFor(() => expect(name.value).toBe('debian-13'))
    await user.clear(name)
    await user.type(name, 'mine')
    await user.click(button('Choose a file: Installation image (ISO)'))
    expect(name.value).toBe('mine')
  })

  it('marks what is wrong with a sentence, and sends nothing', async () => {
    const user = userEvent.setup()
    const dialog = open()
    const memory = dialog.getByLabelText<HTMLInputElement>('Memory')
    await user.clear(memory)
    await user.click(button('Create and start'))
    expect(memory.getAttribute('aria-invalid')).toBe('true')
    expect(dialog.getByText(/^Memory must be a whole number/)).toBeTruthy()
    expect(created()).toHaveLength(0)
  })

  it('stays open with the sentence when main refuses', async () => {
    const user = userEvent.setup()
    const dialog = open()
    failure = new GuesthouseError('NO_SPACE', { path: '/s/disk0.qcow2' })
    await user.click(button('Create and start'))
    const alert = await dialog.findByRole('alert')
    expect(alert.textContent).toContain('There is not enough space for /s/disk0.qcow2.')
    expect(alert.textContent).toContain('Free some space')
    expect(useView.getState().dialog).toEqual({ kind: 'create' })
  })

  it('closed while it makes the machine: tells a failure, and closes no later dialog', async () => {
    const notify = vi.spyOn(toasts, 'notifyFailure').mockReturnValue()
    const user = userEvent.setup()
    open()
    let end: () => void = () => undefined
    wait = new Promise((resolve) => (end = resolve))
    failure = new GuesthouseError('NO_SPACE', { path: '/s/disk0.qcow2' })
    await user.click(button('Create and start'))
    closeDialog()
    const later = { kind: 'rename', id: sampleId(1) } as const
    openDialog(later)
    end()
    await vi.waitFor(() => expect(notify).toHaveBeenCalledTimes(1))
    expect(notify.mock.calls[0]?.[0]).toMatchObject({
      about: 'machine-2',
      error: { code: 'NO_SPACE' },
    })
    expect(useView.getState().dialog).toBe(later)
  })

  it('keeps "Advanced" open when what was wrong in it is right again', async () => {
    const user = userEvent.setup()
    const dialog = open()
    const details = () => dialog.getByLabelText('Kernel').closest('details')
    expect(details()?.open).toBe(false)
    const initrd = dialog.getByLabelText('Initial RAM disk')
    await user.type(initrd, 'initrd')
    await user.click(button('Create and start'))
    expect(details()?.open).toBe(true)
    await user.clear(initrd)
    expect(dialog.queryByText('Choose the kernel that this belongs to.')).toBeNull()
    expect(details()?.open).toBe(true)
  })

  it('says up front that QEMU is missing', () => {
    const host = { ...sampleHost, qemu: null, qemuError: sampleError('QEMU_NOT_FOUND') }
    const dialog = open(host)
    expect(dialog.getByText('QEMU is not installed.')).toBeTruthy()
    expect(button('Create and start').hasAttribute('disabled')).toBe(true)
  })
})
