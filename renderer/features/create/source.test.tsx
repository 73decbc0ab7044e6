import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openSource } from '../../actions/open-source.ts'
import { type FakeBridge, makeFakeBridge } from '../../dev/fake-bridge.ts'
import { sampleSource } from '../../dev/sample-sources.ts'
import { sampleGuest, sampleHost, sampleId } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { useView } from '../../stores/view-store.ts'
import * as toasts from '../../ui/notify.ts'
import CreateDialog from './create-dialog.tsx'
import { pathFromText } from './dropped-path.ts'

let bridge: FakeBridge
const calls = (method: string) =>
  bridge.calls.filter((call) => call.method === method).map(({ input }) => input)

beforeEach(() => {
  bridge = makeFakeBridge({
    guests: [],
    host: sampleHost,
    handlers: {
      'provision.inspect': ({ path }) => sampleSource(path),
      'provision.create': () => ({ id: sampleId(7) }),
      'guests.create': () => ({ id: sampleId(7) }),
      'dialogs.pickFile': () => '/a/disk.qcow2',
    },
  })
  window.guesthouse = { ...bridge, pathOf: (file) => `/dropped/${(file as File).name}` }
})
afterEach(cleanup)

function open(path?: string) {
  showState([sampleGuest(1, 'machine-1', 'stopped')], { dialog: { kind: 'create' } })
  render(<CreateDialog source={path === undefined ? undefined : sampleSource(path)} />)
  return within(screen.getByRole('dialog', { name: 'New machine' }))
}
const button = (name: string) => screen.getByRole('button', { name })
const value = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value
const sourceField = () => screen.getByRole('textbox', { name: 'Make it from a file' })

describe('a file for a new machine', () => {
  it('is dropped anywhere on the dialog, and fills the form in', async () => {
    const dialog = open()
    const dropped = fireEvent.drop(screen.getByTestId('source-zone'), {
      dataTransfer: { files: [new File([''], 'debian-13.iso')], types: ['Files'] },
    })
    // The window does not open the file in place of the app.
    expect(dropped).toBe(false)
    await dialog.findByText('Debian 13.1.0')
    expect(value('Memory')).toBe('2048')
    expect(dialog.getByText(/^As Debian 13.1.0 asks. This computer has/)).toBeTruthy()
    expect(dialog.getByText(/^As Debian 13.1.0 asks. It takes space/)).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByLabelText('Name'))
    await userEvent.setup().click(button('Create and start'))
    expect(calls('guests.create')).toMatchObject([
      { cdrom: '/dropped/debian-13.iso', disk: { kind: 'new' }, osName: 'Debian 13.1.0' },
    ])
  })

  it('is pasted as a path or URI, typed, or chosen', async () => {
    const user = userEvent.setup()
    const dialog = open()
    await user.click(sourceField())
    await user.paste('file:///home/ada/My%20machines/web.qcow2')
    await dialog.findByText('/home/ada/My machines/web.qcow2')
    await user.click(button('Choose another'))
    await user.type(sourceField(), '/x.ova{Enter}')
    await dialog.findByText('/x.ova')
    await user.click(button('Choose another'))
    await user.click(button('Choose a file: Make it from a file'))
    await dialog.findByText('/a/disk.qcow2')
    expect(calls('guests.create')).toEqual([])
  })

  it('of which nothing can be made is told with its reason, and the form stays', async () => {
    const user = userEvent.setup()
    const dialog = open()
    await user.type(sourceField(), '/letter.txt{Enter}')
    const alert = await dialog.findByRole('alert')
    expect(alert.textContent).toContain('/letter.txt is nothing that a machine can be made of.')
    expect(value('Name')).toBe('machine-2')
  })

  it('that is dropped on the window opens the dialog, or a toast', async () => {
    const notify = vi.spyOn(toasts, 'notifyFailure').mockReturnValue()
    showState([])
    await openSource('/letter.txt')
    expect(notify.mock.calls[0]?.[0]).toMatchObject({ about: 'letter.txt' })
    expect(useView.getState().dialog).toBeNull()
    await openSource('/a/debian.iso')
    expect(useView.getState().dialog).toMatchObject({ source: { path: '/a/debian.iso' } })
  })
})

/** ms; for what follows once nobody types any more, also on a computer that is busy. */
const settled = { timeout: 10_000 }

describe('a disk image', () => {
  it('waits until the person has agreed to what it builds on', async () => {
    const user = userEvent.setup()
    const dialog = open('/home/ada/web-shop.qcow2')
    const below = '/home/ada/Images/debian-13-genericcloud-amd64.qcow2'
    expect(dialog.getByText(below)).toBeTruthy()
    expect(button('Create and start').hasAttribute('disabled')).toBe(true)
    await user.click(dialog.getByLabelText('Allow the machine to read this'))
    await user.click(button('Create'))
    expect(calls('guests.create')).toMatchObject([
      { disk: { kind: 'existing', path: '/home/ada/web-shop.qcow2', acceptBacking: [below] } },
    ])
  })

  it('that is pasted as the disk is looked at whole, and what it builds on is agreed to', async () => {
    const user = userEvent.setup()
    const dialog = open()
    await user.click(dialog.getByRole('radio', { name: 'Existing disk' }))
    await user.click(screen.getByLabelText('Disk image'))
    await user.paste('/home/ada/web-shop.qcow2')
    const below = await dialog.findByText(
      '/home/ada/Images/debian-13-genericcloud-amd64.qcow2',
      {},
      settled,
    )
    expect(calls('provision.inspect')).toEqual([{ path: '/home/ada/web-shop.qcow2' }])
    expect(button('Create').hasAttribute('disabled')).toBe(true)
    await user.click(dialog.getByLabelText('Allow the machine to read this'))
    await user.click(button('Create'))
    expect(calls('guests.create')).toMatchObject([
      { disk: { path: '/home/ada/web-shop.qcow2', acceptBacking: [below.textContent] } },
    ])
  })

  it('that is something else is named as what it is', async () => {
    const user = userEvent.setup()
    const dialog = open()
    await user.click(dialog.getByRole('radio', { name: 'Existing disk' }))
    await user.click(screen.getByLabelText('Disk image'))
    await user.paste('/a/debian.iso')
    await dialog.findByText('This is no disk image: Installation image.', {}, settled)
    await user.clear(screen.getByLabelText('Disk image'))
    await user.paste('/letter.txt')
    await dialog.findByText(/is nothing that a machine can be made of/, {}, settled)
    await user.click(dialog.getByRole('radio', { name: 'New disk' }))
    expect(dialog.queryByText(/is nothing that a machine can be made of/)).toBeNull()
  })

  it('is copied where that is asked', async () => {
    const user = userEvent.setup()
    const dialog = open('/home/ada/web-shop.qcow2')
    await user.click(dialog.getByRole('radio', { name: 'Make a copy' }))
    await user.click(dialog.getByLabelText('Allow the machine to read this'))
    await user.click(button('Create'))
    expect(calls('guests.create')).toEqual([])
    expect(calls('provision.create')).toMatchObject([{ kind: 'disk', guest: { name: 'web-shop' } }])
  })
})

describe('a machine that a file describes', () => {
  it('shows what will be different, and is made with what was changed', async () => {
    const user = userEvent.setup()
    const dialog = open('/x/nextcloud.ova')
    expect(dialog.getByText('4 things will be different')).toBeTruthy()
    expect(dialog.getByText('The network card VmxNet3 becomes virtio.')).toBeTruthy()
    await user.clear(screen.getByLabelText('Memory'))
    await user.type(screen.getByLabelText('Memory'), '3000')
    await user.click(button('Create and start'))
    expect(calls('provision.create')).toEqual([
      {
        kind: 'ova',
        path: '/x/nextcloud.ova',
        name: 'nextcloud-appliance',
        memoryMiB: 3000,
        cpus: 2,
      },
    ])
    await vi.waitFor(() => expect(calls('guests.start')).toEqual([{ id: sampleId(7) }]))
  })

  it('is not made while something is wrong', async () => {
    const user = userEvent.setup()
    const dialog = open('/x/nextcloud.ova')
    await user.clear(screen.getByLabelText('Processors'))
    expect(dialog.getByText(/^Processors must be a whole number/)).toBeTruthy()
    await user.click(button('Create'))
    expect(calls('provision.create')).toEqual([])
    cleanup()
    const libvirt = open('/x/build-runner.xml')
    expect(libvirt.getByText(/^You have no permission to use the file/)).toBeTruthy()
    expect(button('Create').hasAttribute('disabled')).toBe(true)
  })
})

describe('text that may be a path', () => {
  it.each([
    ['/a b.iso', '/a b.iso'],
    ["'/a b.iso'\n", '/a b.iso'],
    ['file:///a%20b.iso', '/a b.iso'],
    ['file://localhost/a', '/a'],
    ['file://elsewhere/a', null],
    ['file:///%zz', null],
    ['https://example.org/a.iso', null],
    ['a.iso', null],
    ['/a\n/b', null],
    ['', null],
  ])('%j is %j', (text, path) => expect(pathFromText(text)).toBe(path))
})
