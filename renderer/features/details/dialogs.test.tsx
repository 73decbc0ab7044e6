import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { sampleGuest, sampleHost, sampleId } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { useView } from '../../stores/view-store.ts'
import ConfirmLossDialog from './confirm-loss-dialog.tsx'
import DeleteDialog from './delete-dialog.tsx'
import RenameDialog from './rename-dialog.tsx'

const id = sampleId(1)
const MIB = 1024 * 1024

describe('dialogs about a guest', () => {
  let bridge: FakeBridge
  let previewFails = false
  const called = (method: string) => bridge.calls.filter((made) => made.method === method)
  const button = (name: string) => screen.getByRole('button', { name })

  beforeEach(() => {
    previewFails = false
    bridge = makeFakeBridge({
      guests: [],
      host: sampleHost,
      handlers: {
        'guests.deletionPreview': () => {
          if (previewFails) throw new GuesthouseError('GUEST_BUSY', { job: 'start' })
          return {
            managedDisks: [
              { path: '/g/disk0.qcow2', bytes: 3 * MIB },
              { path: '/g/disk1.qcow2', bytes: MIB },
            ],
            foreignFiles: ['/isos/a.iso'],
          }
        },
      },
    })
    window.guesthouse = bridge
    showState([sampleGuest(1, 'one', 'running')], { dialog: { kind: 'delete', id } })
  })
  afterEach(cleanup)

  it.each([
    {
      action: 'power-off',
      title: 'Power off one?',
      confirm: 'Power off',
      method: 'guests.powerOff',
    },
    { action: 'reset', title: 'Reset one?', confirm: 'Reset', method: 'guests.reset' },
  ] as const)('$action names the loss, the safe choice focused', async (row) => {
    const { action, title, confirm, method } = row
    render(<ConfirmLossDialog id={id} action={action} />)
    const dialog = screen.getByRole('alertdialog', { name: title })
    expect(dialog.textContent).toContain('Unsaved work in it is lost')
    expect(document.activeElement).toBe(button('Cancel'))
    expect(called(method)).toHaveLength(0)
    await userEvent.click(button(confirm))
    expect(called(method)).toEqual([{ method, input: { id } }])
  })

  it('names what goes with a saved state', async () => {
    render(<ConfirmLossDialog id={id} action="discard-saved" />)
    const dialog = screen.getByRole('alertdialog', { name: 'Discard the saved state of one?' })
    expect(dialog.textContent).toContain('What was open in it is lost')
    await userEvent.click(button('Discard'))
    expect(called('guests.discardSaved')).toEqual([
      { method: 'guests.discardSaved', input: { id } },
    ])
  })

  it('says which files a deletion removes and leaves, and keeps the disks by default', async () => {
    render(<DeleteDialog id={id} />)
    expect(button('Delete').hasAttribute('disabled')).toBe(true)
    const disks = await screen.findByRole('checkbox', { name: 'Also delete its disks (4 MiB)' })
    expect(screen.getByText('/g/disk0.qcow2')).toBeTruthy()
    expect(screen.getByText('3 MiB')).toBeTruthy()
    expect(screen.getByText('/isos/a.iso')).toBeTruthy()
    await userEvent.click(button('Delete'))
    expect(disks.hasAttribute('checked')).toBe(false)
    expect(called('guests.delete')[0]?.input).toEqual({ id, deleteDisks: false })
    expect(useView.getState().dialog).toBeNull()
  })

  it('deletes the disks where that is asked', async () => {
    render(<DeleteDialog id={id} />)
    await userEvent.click(await screen.findByRole('checkbox', { name: /Also delete its disks/ }))
    expect(screen.getByText('What is stored on them is lost.')).toBeTruthy()
    await userEvent.click(button('Delete'))
    expect(called('guests.delete')[0]?.input).toEqual({ id, deleteDisks: true })
  })

  it('deletes nothing that it could not name', async () => {
    previewFails = true
    render(<DeleteDialog id={id} />)
    expect(await screen.findByText('The machine is busy: Start.')).toBeTruthy()
    expect(button('Delete').hasAttribute('disabled')).toBe(true)
  })

  it('renames, by the schema of names', async () => {
    render(<RenameDialog id={id} />)
    const name = screen.getByRole('textbox', { name: 'Name' })
    expect(document.activeElement).toBe(name)
    await userEvent.clear(name)
    expect(screen.getByText('Give it a name.')).toBeTruthy()
    expect(button('Rename').hasAttribute('disabled')).toBe(true)
    await userEvent.type(name, '  two {Enter}')
    await vi.waitFor(() => expect(called('guests.rename')[0]?.input).toEqual({ id, name: 'two' }))
    await vi.waitFor(() => expect(useView.getState().dialog).toBeNull())
  })
})
