import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defaultSettings } from '../../shared/domain/settings.ts'

/** As the page of that address begins: nothing is known yet. */
async function begin(search: string) {
  window.history.replaceState(null, '', `/index.html${search}`)
  const { useSettings } = await import('../stores/settings-store.ts')
  const { useView } = await import('../stores/view-store.ts')
  const { useFirstRun } = await import('./use-first-run.ts')
  const { result } = renderHook(useFirstRun)
  return {
    now: () => result.current,
    learn: (done: boolean) =>
      act(() =>
        useSettings.setState({ known: true, settings: { ...defaultSettings, firstRun: { done } } }),
      ),
    leave: () => act(() => useView.setState({ firstRunLeft: true })),
  }
}

beforeEach(() => vi.resetModules())
afterEach(() => {
  cleanup()
  window.history.replaceState(null, '', '/')
})

it('shows nothing to somebody new until it is known that they are', async () => {
  const page = await begin('?first-run')
  expect(page.now()).toBe('unsure')
  page.learn(false)
  expect(page.now()).toBe('shown')
  page.learn(true)
  expect(page.now()).toBe('done')
})

it('shows the window at once to everybody else, and the pages when they are asked for', async () => {
  const page = await begin('')
  expect(page.now()).toBe('done')
  page.learn(true)
  expect(page.now()).toBe('done')
  page.learn(false)
  expect(page.now()).toBe('shown')
})

it('does not come back where its end could not be kept', async () => {
  const page = await begin('?first-run&lang=de')
  page.learn(false)
  page.leave()
  expect(page.now()).toBe('done')
})
