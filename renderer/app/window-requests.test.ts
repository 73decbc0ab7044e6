import { beforeEach, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../shared/domain/errors.ts'
import { makeFakeBridge } from '../dev/fake-bridge.ts'
import { sampleGuest, sampleHost } from '../dev/samples.ts'
import { showState } from '../dev/show-state.ts'
import { closeDialog, useView } from '../stores/view-store.ts'
import * as toasts from '../ui/notify.ts'
import { followRequests, show } from './window-requests.ts'

const guest = sampleGuest(1, 'a', 'running')
const place = () => useView.getState().place

beforeEach(() => showState([guest]))

it('shows what main asks for, before and after the window was there', async () => {
  const bridge = makeFakeBridge({ guests: [guest], host: sampleHost })
  window.guesthouse = {
    ...bridge,
    subscribe: async () => ({ ok: true, value: { sequence: 0, snapshot: [{ kind: 'activity' }] } }),
  }
  const end = followRequests()
  await vi.waitFor(() => expect(place()).toEqual({ kind: 'activity' }))
  bridge.request({ kind: 'guest', id: guest.id })
  expect(place()).toEqual({ kind: 'guest', id: guest.id })
  bridge.request({ kind: 'new-machine' })
  expect(useView.getState().dialog).toEqual({ kind: 'create' })
  end()
})

it('keeps what is being filled in, and loses no question', async () => {
  const filledIn = { kind: 'create' } as const
  useView.setState({ dialog: filledIn })
  show({ kind: 'news' })
  show({ kind: 'resume-saved', ids: [guest.id] })
  expect(useView.getState().dialog).toBe(filledIn)
  closeDialog()
  await vi.waitFor(() => expect(useView.getState().dialog?.kind).toBe('news'))
  closeDialog()
  await vi.waitFor(() => expect(useView.getState().dialog?.kind).toBe('resume-saved'))
})

it('tells what failed outside of the window, and what is told once', () => {
  const failure = vi.spyOn(toasts, 'notifyFailure').mockReturnValue()
  const notice = vi.spyOn(toasts, 'notifyOnce').mockReturnValue()
  const error = new GuesthouseError('NO_SUCH_MACHINE', { name: 'x' }).toData()
  show({ kind: 'failed', error })
  show({ kind: 'notice', notice: 'no-tray' })
  expect(failure).toHaveBeenCalledWith({ id: 'request', error })
  expect(notice).toHaveBeenCalledWith('no-tray')
})

it('says what is wrong with a file that no machine can be made of', async () => {
  const notify = vi.spyOn(toasts, 'notifyFailure').mockReturnValue()
  const bridge = makeFakeBridge({
    ...{ guests: [guest], host: sampleHost },
    handlers: {
      'provision.inspect': () => {
        throw new Error('nothing')
      },
    },
  })
  window.guesthouse = bridge
  const end = followRequests()
  bridge.emit('requests', 0, { kind: 'activity' })
  bridge.request({ kind: 'new-machine', file: '/tmp/x.iso' })
  await vi.waitFor(() => expect(notify).toHaveBeenCalledOnce())
  expect(notify.mock.calls[0]?.[0]).toMatchObject({ about: 'x.iso' })
  expect(useView.getState().dialog).toBeNull()
  end()
})
