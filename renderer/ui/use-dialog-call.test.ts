import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../shared/domain/errors.ts'
import { initialView, openDialog, useView } from '../stores/view-store.ts'
import * as toasts from './notify.ts'
import { useDialogCall } from './use-dialog-call.ts'

describe('useDialogCall', () => {
  const about = { id: 'create', name: 'one' }
  const later = { kind: 'create' } as const
  const done = vi.fn<(value: number) => void>()
  const fail = (): never => {
    throw new GuesthouseError('NO_SPACE', { path: '/s' })
  }
  beforeEach(() => {
    done.mockReset()
    useView.setState({ ...initialView, dialog: { kind: 'create' } }, true)
  })
  afterEach(cleanup)

  it('closes the dialog, then goes on', async () => {
    const { result } = renderHook(useDialogCall)
    await act(() => result.current.run(about, async () => 7, done))
    expect(useView.getState().dialog).toBeNull()
    expect(done).toHaveBeenCalledExactlyOnceWith(7)
  })

  it('tells a failure in the dialog while it is open', async () => {
    const notify = vi.spyOn(toasts, 'notifyFailure').mockReturnValue()
    const { result } = renderHook(useDialogCall)
    await act(() => result.current.run(about, async () => fail(), done))
    expect(result.current).toMatchObject({ busy: false, error: { code: 'NO_SPACE' } })
    expect(useView.getState().dialog).not.toBeNull()
    expect(notify).not.toHaveBeenCalled()
  })

  it('leaves a dialog alone that was opened meanwhile', async () => {
    const { result } = renderHook(useDialogCall)
    const work = async () => {
      openDialog(later)
      return 7
    }
    await act(() => result.current.run(about, work, done))
    expect(useView.getState().dialog).toBe(later)
    expect(done).not.toHaveBeenCalled()
  })

  it('tells a failure in a toast where the dialog was closed meanwhile', async () => {
    const notify = vi.spyOn(toasts, 'notifyFailure').mockReturnValue()
    const { result } = renderHook(useDialogCall)
    const work = async () => {
      openDialog(later)
      return fail()
    }
    await act(() => result.current.run(about, work, done))
    expect(result.current.error).toBeNull()
    expect(notify.mock.calls[0]?.[0]).toMatchObject({ about: 'one', error: { code: 'NO_SPACE' } })
  })
})
