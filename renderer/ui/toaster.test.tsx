import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sampleError } from '../dev/samples.ts'
import { Button } from './button.tsx'
import { ConfirmDialog, Dialog } from './dialog.tsx'
import Drawer from './drawer.tsx'
import Toaster, { hideFailure, showFailure } from './toaster.tsx'

describe('a toast over something modal', () => {
  const close = vi.fn<() => void>()
  const children: ReactNode = <Button>inside</Button>
  afterEach(() => {
    hideFailure('a')
    cleanup()
    close.mockReset()
  })

  it.each([
    [
      'a dialog',
      <Dialog key="dialog" title="t" onClose={close}>
        {children}
      </Dialog>,
    ],
    [
      'a question',
      <ConfirmDialog key="confirm" title="t" description="d" onClose={close} confirm={children} />,
    ],
    [
      'the drawer',
      <Drawer key="drawer" label="t" onClose={close}>
        {children}
      </Drawer>,
    ],
  ])('is clicked without closing %s', async (_name, modal) => {
    // The style sheets that let the pointer through are not loaded here.
    const user = userEvent.setup({ pointerEventsCheck: 0 })
    render(
      <>
        {modal}
        <Toaster />
      </>,
    )
    showFailure({ id: 'a', error: sampleError('QEMU_NOT_FOUND') })
    await user.click(await screen.findByText('QEMU is not installed.'))
    expect(close).not.toHaveBeenCalled()
    expect(screen.getByText('inside')).toBeTruthy()
  })
})
