import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ReactNode, useState } from 'react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import '../i18n/index.ts'
import { Button } from './button.tsx'
import { ConfirmDialog, Dialog } from './dialog.tsx'
import { followFocus } from './focus-return.ts'
import { Menu } from './menu.tsx'

type Render = (onClose: () => void, children?: ReactNode) => ReactNode

const plain: Render = (onClose, children) => (
  <Dialog title="plain" onClose={onClose}>
    <Button data-first-focus>inside</Button>
    {children}
  </Dialog>
)
const question: Render = (onClose, children) => (
  <ConfirmDialog title="question" description="d" onClose={onClose} confirm={children} />
)

/** Something that opens from a button, a menu, or after another one that closes. */
function Page({ dialog }: { readonly dialog: Render }) {
  const [open, setOpen] = useState<'first' | 'second' | null>(null)
  const close = (): void => setOpen(null)
  const item = { key: 'item', label: 'item', onSelect: () => setOpen('first') }
  const next = <Button onClick={() => setOpen('second')}>next</Button>
  return (
    <main>
      <Button onClick={() => setOpen('first')}>button</Button>
      <Menu trigger={<Button>menu</Button>} items={[item]} />
      {open === 'first' && <div key="first">{dialog(close, next)}</div>}
      {open === 'second' && <div key="second">{dialog(close)}</div>}
    </main>
  )
}

const focused = (): string => document.activeElement?.textContent ?? ''

describe.each([
  ['a dialog', plain],
  ['a question', question],
])('%s that closes', (_name, dialog) => {
  beforeAll(followFocus)
  afterEach(cleanup)

  it('gives the focus back to the button', async () => {
    render(<Page dialog={dialog} />)
    await userEvent.click(screen.getByRole('button', { name: 'button' }))
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(focused()).toBe('button'))
  })

  it('gives it back to what opened the one before', async () => {
    render(<Page dialog={dialog} />)
    await userEvent.click(screen.getByRole('button', { name: 'button' }))
    await userEvent.click(screen.getByRole('button', { name: 'next' }))
    await vi.waitFor(() => expect(screen.queryByText('next')).toBeNull())
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(focused()).toBe('button'))
  })

  it('gives it back to the button of the menu that it was opened from', async () => {
    render(<Page dialog={dialog} />)
    await userEvent.click(screen.getByRole('button', { name: 'menu' }))
    await userEvent.click(screen.getByRole('menuitem', { name: 'item' }))
    await vi.waitFor(() => expect(screen.getByText('next')).toBeTruthy())
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(focused()).toBe('menu'))
  })

  it('gives it back to the dialog that it was opened over', async () => {
    const close = vi.fn<() => void>()
    function Nested() {
      const [open, setOpen] = useState(false)
      return (
        <Dialog title="outer" onClose={close}>
          <Button onClick={() => setOpen(true)}>deeper</Button>
          {open && dialog(() => setOpen(false))}
        </Dialog>
      )
    }
    render(<Nested />)
    await userEvent.click(screen.getByRole('button', { name: 'deeper' }))
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(focused()).toBe('deeper'))
    expect(close).not.toHaveBeenCalled()
  })
})
