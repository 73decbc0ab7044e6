import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { sampleGuest, sampleHost, sampleLimitedGuest } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import SharingPage from './sharing-page.tsx'

describe('the page of sharing and network', () => {
  let bridge: FakeBridge
  let agentAnswers = true
  let exists = true
  const called = (method: string) => bridge.calls.filter((made) => made.method === method)
  const button = (name: string | RegExp) => screen.getByRole('button', { name })

  beforeEach(() => {
    agentAnswers = true
    exists = true
    bridge = makeFakeBridge({
      guests: [],
      host: sampleHost,
      handlers: {
        'guests.addresses': () => [{ nic: 'nic0', address: '10.0.2.15', source: 'slirp' }],
        'agent.info': () => {
          if (!agentAnswers) throw new GuesthouseError('AGENT_NOT_THERE')
          return {
            ...{ version: '7.2', hostName: null, os: null, interfaces: [] },
            can: { freeze: true, copy: true, mount: true },
          }
        },
        'agent.copyIn': ({ overwrite, to }) => {
          if (exists && !overwrite) throw new GuesthouseError('FILE_EXISTS', { path: to })
          return undefined
        },
        'sharing.mountLines': () => [],
        'guests.configure': () => {
          throw new GuesthouseError('PORT_TAKEN', { protocol: 'TCP', port: 8, holder: 'nginx' })
        },
        'dialogs.pickFile': () => '/home/ada/notes.txt',
      },
    })
    window.guesthouse = bridge
  })
  afterEach(cleanup)

  const show = async (guest: GuestView, others: readonly GuestView[] = []) => {
    showState([guest, ...others])
    await act(async () => void render(<SharingPage guest={guest} />))
  }

  it('asks a running machine for its addresses, and one that is off for nothing', async () => {
    await show(sampleLimitedGuest(1, 'one', []))
    expect(await screen.findByText('10.0.2.15')).toBeTruthy()
    expect(screen.getByText('ssh -p 2222 ada@127.0.0.1')).toBeTruthy()
    cleanup()
    const before = bridge.calls.length
    await show(sampleGuest(2, 'two', 'stopped'))
    expect(bridge.calls.slice(before).map(({ method }) => method)).toEqual([])
    expect(screen.getByText(/while it runs/)).toBeTruthy()
  })

  it('sends a forward with what it was made from, and tells of a refusal where it was made', async () => {
    const guest = sampleGuest(1, 'one', 'running')
    await show(guest, [sampleLimitedGuest(2, 'two', [])])
    await userEvent.click(button('Forward a port…'))
    const dialog = within(screen.getByRole('dialog'))
    await userEvent.click(dialog.getByRole('radio', { name: 'HTTP' }))
    // 8080 is the other machine's.
    const port = dialog.getByRole('spinbutton', { name: 'Port of this computer' })
    expect(port).toHaveProperty('value', '8081')
    await userEvent.clear(port)
    await userEvent.type(port, '8080')
    expect(dialog.getByText('The machine two has that port, too.')).toBeTruthy()
    await userEvent.click(dialog.getByRole('button', { name: 'Forward' }))
    expect(called('guests.configure')[0]?.input).toMatchObject({
      base: guest.config,
      config: {
        nics: [
          {
            network: {
              forwards: [{ protocol: 'tcp', address: '127.0.0.1', hostPort: 8080, guestPort: 80 }],
            },
          },
        ],
      },
    })
    expect(await dialog.findByText(/in use by nginx/)).toBeTruthy()
  })

  it('does not send what cannot be', async () => {
    await show(sampleLimitedGuest(1, 'one', []))
    await userEvent.click(button('Forward a port…'))
    const dialog = within(screen.getByRole('dialog'))
    const port = dialog.getByRole('spinbutton', { name: 'Port of this computer' })
    for (const [text, problem] of [
      ['70000', 'A whole number from 1 to 65535.'],
      ['2222', 'This machine has that port already.'],
    ] as const) {
      await userEvent.clear(port)
      await userEvent.type(port, text)
      expect(dialog.getByText(problem)).toBeTruthy()
      expect(dialog.getByRole('button', { name: 'Forward' }).hasAttribute('disabled')).toBe(true)
    }
  })

  it('copies a file in, and replaces one that is there only when asked', async () => {
    await show(sampleGuest(1, 'one', 'running'))
    await userEvent.click(await screen.findByRole('button', { name: 'Copy in…' }))
    await userEvent.click(button('Choose…'))
    const target = screen.getByRole('textbox', { name: 'New file in the machine' })
    await vi.waitFor(() => expect(target).toHaveProperty('value', '/tmp/notes.txt'))
    await userEvent.click(screen.getByRole('button', { name: 'Copy' }))
    expect(await screen.findByText('The file /tmp/notes.txt exists already.')).toBeTruthy()
    await userEvent.click(button('Replace it'))
    expect(await screen.findByText('Copied to /tmp/notes.txt in the machine.')).toBeTruthy()
    expect(called('agent.copyIn').map(({ input }) => input)).toMatchObject([
      { overwrite: false },
      { overwrite: true },
    ])
  })

  it('is quiet where no agent answers', async () => {
    agentAnswers = false
    await show(sampleGuest(1, 'one', 'running'))
    expect(await screen.findByText(/install the package qemu-guest-agent/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Copy in…' })).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
