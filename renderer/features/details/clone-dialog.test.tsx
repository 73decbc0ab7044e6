import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { sampleGuest, sampleHost, sampleId } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { useView } from '../../stores/view-store.ts'
import CloneDialog from './clone-dialog.tsx'

const GIB = 1024 ** 3
const id = sampleId(1)

describe('the dialog that clones', () => {
  let bridge: FakeBridge
  let bytes = 3 * GIB
  const made = () =>
    bridge.calls.filter(({ method }) => method.startsWith('guests.')).map((call) => call.method)
  const button = (name: string) => screen.getByRole('button', { name })

  beforeEach(() => {
    bytes = 3 * GIB
    bridge = makeFakeBridge({
      guests: [],
      host: sampleHost,
      handlers: {
        'guests.clone': () => ({ id: sampleId(2) }),
        'storage.inspect': ({ path }) => ({
          ...{ path, format: 'qcow2', allocatedBytes: bytes, virtualSizeBytes: 20 * GIB },
          ...{ backing: [], otherFiles: [], snapshots: [], dirty: false, corrupt: false },
          ...{ encrypted: false, holder: null },
        }),
      },
    })
    window.guesthouse = bridge
  })
  afterEach(cleanup)

  const show = async (template: boolean) => {
    const guest = sampleGuest(1, 'one', 'stopped')
    const view: GuestView = { ...guest, config: guest.config && { ...guest.config, template } }
    showState([view, sampleGuest(2, 'two', 'stopped')], { dialog: { kind: 'clone', id } })
    await act(async () => void render(<CloneDialog id={id} />))
  }

  it('makes a full clone, says what it takes, and goes to it', async () => {
    await show(false)
    expect(await screen.findByText(/Takes about 3 GiB; 148 GiB are free/)).toBeTruthy()
    await userEvent.click(button('Clone'))
    expect(made()).toEqual(['guests.clone'])
    await vi.waitFor(() =>
      expect(useView.getState()).toMatchObject({
        ...{ dialog: null, place: { kind: 'guest', id: sampleId(2) } },
      }),
    )
  })

  it('warns where there may not be enough space', async () => {
    bytes = 500 * GIB
    await show(false)
    expect(await screen.findByText(/may not be enough space/)).toBeTruthy()
  })

  it('makes a template first, and only where that is agreed to', async () => {
    await show(false)
    await userEvent.click(screen.getByRole('radio', { name: 'Linked clone' }))
    expect(button('Clone').hasAttribute('disabled')).toBe(true)
    await userEvent.click(screen.getByRole('checkbox', { name: 'Make one a template' }))
    await userEvent.click(button('Clone'))
    await vi.waitFor(() => expect(made()).toEqual(['guests.setTemplate', 'guests.clone']))
  })

  it('takes a template as it is', async () => {
    await show(true)
    expect(screen.getByRole('radio', { name: 'Linked clone' }).getAttribute('aria-checked')).toBe(
      'true',
    )
    await userEvent.click(button('Clone'))
    expect(bridge.calls.at(-1)?.input).toMatchObject({ id, kind: 'linked' })
    expect(made()).toEqual(['guests.clone'])
  })
})
