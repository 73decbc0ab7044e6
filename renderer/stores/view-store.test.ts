import { beforeEach, describe, expect, it } from 'vitest'
import type { FoundSource } from '../../shared/domain/provision.ts'
import {
  closeDialog,
  initialView,
  leaveGuest,
  offerDialog,
  openDialog,
  useView,
  type ViewDialog,
} from './view-store.ts'

const news: ViewDialog = { kind: 'news', updated: true }
const resume = (...ids: string[]): ViewDialog => ({ kind: 'resume-saved', ids })
const create = (path?: string): ViewDialog =>
  path === undefined ? { kind: 'create' } : { kind: 'create', source: { path } as FoundSource }
const open = () => useView.getState().dialog
/** Closes what is open; what opens then. */
const next = async (): Promise<ViewDialog | null> => {
  closeDialog()
  await Promise.resolve()
  return open()
}

beforeEach(() => useView.setState(initialView, true))

describe('a dialog that nobody in the window asked for', () => {
  it('opens where none is open, and otherwise when those before it are closed', async () => {
    offerDialog(news)
    offerDialog(resume('a'))
    offerDialog(create('/x.iso'))
    expect(open()).toEqual(news)
    expect(await next()).toEqual(resume('a'))
    expect(await next()).toEqual(create('/x.iso'))
    expect(await next()).toBeNull()
  })

  it('takes nothing away from who is filling in another', async () => {
    const filledIn = create()
    openDialog(filledIn)
    offerDialog(resume('a'))
    offerDialog(create())
    expect(open()).toBe(filledIn)
    expect(await next()).toEqual(resume('a'))
    expect(await next()).toBeNull()
  })

  it('is not lost where a dialog is closed twice, or with its machine', async () => {
    openDialog({ kind: 'rename', id: 'gone' })
    offerDialog(news)
    offerDialog(resume('a'))
    leaveGuest('gone')
    closeDialog()
    await Promise.resolve()
    expect(open()).toEqual(news)
    closeDialog()
    expect(await next()).toEqual(resume('a'))
  })

  it('waits for what takes its place', async () => {
    openDialog({ kind: 'palette' })
    offerDialog(resume('a'))
    // As the palette does.
    closeDialog()
    openDialog(create())
    await Promise.resolve()
    expect(open()).toEqual(create())
    expect(await next()).toEqual(resume('a'))
    // As a file that is dropped on the window.
    openDialog(create('/x.iso'))
    expect(open()).toEqual(create('/x.iso'))
    expect(await next()).toEqual(resume('a'))
  })

  it('asks each question once, about all of it', async () => {
    offerDialog(resume('a'))
    offerDialog(resume('a', 'b'))
    expect(open()).toEqual(resume('a', 'b'))
    openDialog(create())
    offerDialog(resume('a', 'b', 'c'))
    expect(await next()).toEqual(resume('a', 'b', 'c'))
    expect(await next()).toBeNull()
  })
})
