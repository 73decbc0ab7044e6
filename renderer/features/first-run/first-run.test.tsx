import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import {
  type FakeBridge,
  type FakeOptions,
  makeFakeBridge,
  newUserSettings,
} from '../../dev/fake-bridge.ts'
import { sampleDaemons, sampleFoundMachines } from '../../dev/sample-first-run.ts'
import { sampleGuest, sampleHost, sampleJob } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import { useJobs } from '../../stores/jobs-store.ts'
import { followSettings, useSettings } from '../../stores/settings-store.ts'
import { useView } from '../../stores/view-store.ts'
import * as toasts from '../../ui/notify.ts'
import { noAdoption, useAdoption } from './adoption-store.ts'
import FirstRun from './first-run.tsx'

let bridge: FakeBridge
let end = (): void => {}

async function show(handlers: FakeOptions['handlers'] = {}): Promise<void> {
  bridge = makeFakeBridge({ guests: [], host: sampleHost, settings: newUserSettings, handlers })
  window.guesthouse = bridge
  end = followSettings()
  render(<FirstRun parts={{ hostCheck: () => <p>the rows</p> }} />)
  await vi.waitFor(() => expect(useSettings.getState().known).toBe(true))
  await act(async () => {})
}
const heading = () => screen.getByRole('heading', { level: 1 }).textContent
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))
const settings = () => useSettings.getState().settings
const changes = () => bridge.calls.filter(({ method }) => method === 'settings.change')
const adopted = () =>
  bridge.calls
    .filter(({ method }) => method === 'provision.adopt')
    .map(({ input }) => (input as { path: string }).path)

beforeEach(() => {
  showState([])
  useAdoption.setState(noAdoption, true)
})
afterEach(() => {
  cleanup()
  end()
})

describe('the first-run pages', () => {
  it('lead to New machine by three Enters, and say so to the settings once', async () => {
    await show()
    await userEvent.keyboard('{Enter}')
    expect(heading()).toBe('Is this computer ready?')
    expect(screen.getByText('the rows')).toBeTruthy()
    await userEvent.keyboard('{Enter}')
    expect(heading()).toBe('Where are disks kept, and what happens at logout?')
    await userEvent.keyboard('{Enter}')
    expect(useView.getState().dialog).toEqual({ kind: 'create' })
    await vi.waitFor(() => expect(settings().firstRun.done).toBe(true))
    expect(changes()).toHaveLength(1)
  })

  it('go on by Enter on a choice, but not by one on a button or by a key that is held', async () => {
    await show()
    screen.getByRole('radio', { name: /On this computer/ }).focus()
    await userEvent.keyboard('{Enter}')
    expect(heading()).toBe('Is this computer ready?')
    screen.getByRole('button', { name: 'Back' }).focus()
    await userEvent.keyboard('{Enter}')
    expect(heading()).toBe('Where should your machines run?')
    act(() => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', repeat: true }))
    })
    expect(heading()).toBe('Where should your machines run?')
  })

  it('go back by Escape, which does nothing on the first', async () => {
    await show()
    await userEvent.keyboard('{Enter}{Escape}')
    expect(heading()).toBe('Where should your machines run?')
    await userEvent.keyboard('{Escape}')
    expect(heading()).toBe('Where should your machines run?')
    expect(changes()).toEqual([])
  })

  it('say which page it is, and put screen readers at its heading', async () => {
    await show()
    await userEvent.keyboard('{Enter}')
    const title = screen.getByRole('heading', { level: 1 })
    expect(document.activeElement).toBe(title)
    const described = document.getElementById(title.getAttribute('aria-describedby') ?? '')
    expect(described?.textContent).toBe('Step 2 of 3')
  })

  it('can be skipped on each page, and what was chosen stays', async () => {
    await show()
    await userEvent.keyboard('{Enter}{Enter}')
    await userEvent.click(screen.getByRole('radio', { name: 'Leave them running' }))
    await vi.waitFor(() => expect(settings().newMachines.atLogout).toBe('leave'))
    await press('Skip')
    await vi.waitFor(() => expect(settings().firstRun.done).toBe(true))
    expect(settings().newMachines.atLogout).toBe('leave')
    expect(useView.getState().dialog).toBeNull()
  })

  it('let those through whose settings cannot be written, and tell them', async () => {
    const notify = vi.spyOn(toasts, 'notifyFailure').mockReturnValue()
    await show({
      'settings.change': () => {
        throw new GuesthouseError('FILE_WRITE_FAILED', { path: '/settings.json' })
      },
    })
    await press('Skip')
    await vi.waitFor(() => expect(useView.getState().firstRunLeft).toBe(true))
    expect(notify).toHaveBeenCalledOnce()
  })
})

describe('where machines run', () => {
  it('is this computer as oneself', async () => {
    await show()
    const here = screen.getByRole('radio', { name: 'On this computer, as me' })
    expect(here.getAttribute('aria-checked')).toBe('true')
    expect(screen.getByText(/They run as ada \(uid 1000\)/)).toBeTruthy()
  })

  it('says what daemons are there, and that none of them can be used', async () => {
    await show({ 'hostCheck.systemDaemons': () => [...sampleDaemons] })
    expect(screen.getByText('Not installed')).toBeTruthy()
    expect(
      screen.getByText('Running. Runs as root, with every capability, as an unrestricted root.'),
    ).toBeTruthy()
    const box = screen.getByRole<HTMLInputElement>('checkbox')
    expect(box.disabled).toBe(true)
    expect(screen.getByText(/^This version cannot connect to any of these/)).toBeTruthy()
  })

  it('connects to one that can be used, and says its capabilities', async () => {
    await show({
      'hostCheck.systemDaemons': () => [
        {
          ...{ kind: 'guesthoused', state: 'running', account: 'guesthoused', supported: true },
          capabilities: ['CAP_NET_ADMIN'],
        },
      ],
    })
    expect(screen.getByText('Running. Runs as guesthoused, with CAP_NET_ADMIN.')).toBeTruthy()
    await userEvent.click(screen.getByRole('checkbox'))
    await vi.waitFor(() => expect(settings().connections.systemDaemon).toBe(true))
    expect(settings().firstRun.done).toBe(false)
  })

  it('is never in the way where nothing can be found out', async () => {
    await show({
      'hostCheck.systemDaemons': () => {
        throw new Error('no bus')
      },
    })
    expect(screen.getByText('Which there are could not be found out.')).toBeTruthy()
    await userEvent.keyboard('{Enter}')
    expect(heading()).toBe('Is this computer ready?')
  })
})

describe('where disks are kept', () => {
  const open = async (handlers: FakeOptions['handlers'] = {}) => {
    await show(handlers)
    await userEvent.keyboard('{Enter}{Enter}')
    await act(async () => {})
  }

  it('is the home, with what is free there', async () => {
    await open()
    const section = within(screen.getByRole('region', { name: 'Disks' }))
    expect(section.getByText('In your home')).toBeTruthy()
    expect(section.getByText('312 GiB free')).toBeTruthy()
  })

  it('is a folder of one’s choice at once, and the home again', async () => {
    await open({
      'dialogs.pickFile': () => '/mnt/big',
      'storage.folder': ({ path }) => ({
        ...{ path: path ?? '/home', freeBytes: path === null ? 1 : 1024 ** 4, writable: true },
        problem: null,
      }),
    })
    await press('Choose folder…')
    expect(await screen.findByText('1 TiB free')).toBeTruthy()
    expect(settings().storage.disksFolder).toBe('/mnt/big')
    await press('Keep them in my home')
    await vi.waitFor(() => expect(settings().storage.disksFolder).toBeNull())
  })

  it('says why a folder cannot be used', async () => {
    await open({
      'storage.folder': () => ({
        ...{ path: '/mnt/gone', freeBytes: 0, writable: false },
        problem: new GuesthouseError('DISKS_FOLDER_MISSING', { path: '/mnt/gone' }).toData(),
      }),
    })
    expect(screen.getByText('The folder for disks, /mnt/gone, is not there.')).toBeTruthy()
    expect(screen.queryByText(/free$/)).toBeNull()
  })

  it('says it where a choice is not kept', async () => {
    await open({
      'settings.change': () => {
        throw new GuesthouseError('FILE_WRITE_FAILED', { path: '/settings.json' })
      },
    })
    await userEvent.click(screen.getByRole('radio', { name: 'Shut them down' }))
    expect(await screen.findByText(/settings\.json/)).toBeTruthy()
    const save = screen.getByRole('radio', { name: 'Save the machines' })
    expect(save.getAttribute('aria-checked')).toBe('true')
  })
})

describe('machines of other managers', () => {
  const open = async (handlers: FakeOptions['handlers'] = {}) => {
    await show({ 'provision.findMachines': () => [...sampleFoundMachines], ...handlers })
    await userEvent.keyboard('{Enter}{Enter}')
    await act(async () => {})
  }
  const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name })
  const [debian, fedora] = sampleFoundMachines

  it('are chosen where they can be used, and say why not', async () => {
    await open()
    expect(box('debian-13').checked).toBe(true)
    for (const name of ['windows-11', 'old-xp', 'archive']) {
      expect(box(name).disabled).toBe(true)
      expect(box(name).checked).toBe(false)
    }
    expect(screen.getByText('It is running. Shut it down there, then look again.')).toBeTruthy()
    expect(screen.getByText(/fedora-base\.qcow2/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Use these 3 machines' })).toBeTruthy()
    await userEvent.click(box('debian-13'))
    expect(screen.getByRole('button', { name: 'Use these 2 machines' })).toBeTruthy()
  })

  it('leave the way to a first machine open, alone where none is wanted', async () => {
    await open()
    for (const name of ['debian-13', 'fedora-43', /^quarterly/]) {
      await userEvent.click(screen.getByRole('checkbox', { name }))
    }
    expect(screen.queryByRole('radio', { name: 'Copy them' })).toBeNull()
    await userEvent.keyboard('{Enter}')
    expect(useView.getState().dialog).toEqual({ kind: 'create' })
    expect(adopted()).toEqual([])
  })

  it('are all handed over at once, copied, with the files below their disks agreed to', async () => {
    const arrive: (() => void)[] = []
    await open({
      'provision.adopt': () =>
        new Promise((resolve) => {
          arrive.push(() => resolve({ id: sampleGuest(1, 'x', 'stopped').id }))
        }),
    })
    await userEvent.keyboard('{Enter}')
    // Whoever closes the window now has lost none of them.
    await vi.waitFor(() => expect(adopted()).toHaveLength(3))
    const words = () => screen.getAllByRole('listitem').map((item) => item.textContent)
    expect(words()).toEqual([1, 2, 3].map(() => expect.stringContaining('Waiting')))
    await act(async () => arrive.forEach((each) => each()))
    await vi.waitFor(() => expect(settings().firstRun.done).toBe(true))
    const inputs = bridge.calls.filter(({ method }) => method === 'provision.adopt')
    expect(inputs[1]?.input).toEqual({
      ...{ path: fedora?.path, disks: 'copy', acceptBacking: fedora?.backing },
    })
    expect(useView.getState().place).toEqual({ kind: 'machines' })
    // Nothing of it is left where the pages are asked for again.
    await vi.waitFor(() => expect(useAdoption.getState()).toMatchObject({ items: [], busy: false }))
  })

  it('that do not fit as copies are used in place only where somebody says so', async () => {
    await open({
      'storage.folder': () => ({
        ...{ path: '/home', freeBytes: 1024 ** 3, writable: true, problem: null },
      }),
    })
    const copy = screen.getByRole<HTMLButtonElement>('radio', { name: 'Copy them' })
    expect(copy.disabled).toBe(true)
    expect(screen.getByText('Up to 27.7 GiB are needed, and 1 GiB are free.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Use these/ })).toBeNull()
    await userEvent.click(screen.getByRole('radio', { name: 'Use them where they are' }))
    await press('Use these 3 machines')
    await vi.waitFor(() => expect(adopted()).toHaveLength(3))
    expect(
      bridge.calls.findLast(({ method }) => method === 'provision.adopt')?.input,
    ).toMatchObject({ disks: 'use' })
  })

  it('say which one failed and why, and are tried again without the others', async () => {
    let full = true
    await open({
      'provision.adopt': ({ path }) => {
        if (full && path === fedora?.path) throw new GuesthouseError('NO_SPACE', { path })
        return { id: sampleGuest(1, 'x', 'stopped').id }
      },
    })
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByText('Not all of your machines could be used')).toBeTruthy()
    expect(screen.getByText('2 of 3 ready')).toBeTruthy()
    const rows = screen.getAllByRole('listitem')
    expect(rows.map((item) => /Ready|Failed/.exec(item.textContent ?? '')?.[0])).toEqual([
      ...['Ready', 'Failed', 'Ready'],
    ])
    expect(settings().firstRun.done).toBe(false)
    full = false
    await press('Try the others again')
    await vi.waitFor(() => expect(settings().firstRun.done).toBe(true))
    expect(adopted().filter((path) => path === debian?.path)).toHaveLength(1)
  })

  it('go on when the pages are left, and tell of a failure in a toast', async () => {
    const notify = vi.spyOn(toasts, 'notifyFailure').mockReturnValue()
    let fail: (reason: Error) => void = () => {}
    await open({
      'provision.adopt': () =>
        new Promise((_resolve, reject) => {
          fail = reject
        }),
    })
    for (const name of ['fedora-43', /^quarterly/]) {
      await userEvent.click(screen.getByRole('checkbox', { name }))
    }
    await press('Use this machine')
    expect(screen.getByText('0 of 1 ready')).toBeTruthy()
    act(() => {
      const job = { ...sampleJob(1, 'provision', 0.25), guest: null, name: 'debian-13' }
      useJobs.setState({ byId: { [job.id]: job } })
    })
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25')
    await press('Cancel: debian-13')
    expect(bridge.calls.at(-1)).toMatchObject({ method: 'jobs.cancel' })
    await press('Go on in the background')
    await vi.waitFor(() => expect(settings().firstRun.done).toBe(true))
    await vi.waitFor(() => expect(useAdoption.getState().items).toEqual([]))
    useView.setState({ place: { kind: 'activity' } })
    fail(new GuesthouseError('NO_SPACE', { path: '/x' }))
    await vi.waitFor(() => expect(notify).toHaveBeenCalledOnce())
    expect(notify.mock.calls[0]?.[0]).toMatchObject({ about: 'debian-13' })
    expect(useView.getState().place).toEqual({ kind: 'activity' })
  })

  it('are searched for again, and say where that fails', async () => {
    let works = false
    await open({
      'provision.findMachines': () => {
        if (!works) throw new Error('broken')
        return [...sampleFoundMachines]
      },
    })
    expect(screen.getByText(/could not be found out/)).toBeTruthy()
    works = true
    await press('Look again')
    expect(await screen.findByText('6 machines of other managers')).toBeTruthy()
  })
})
