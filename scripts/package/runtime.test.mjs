import { expect, test, vi } from 'vitest'

const { findRuntime } = vi.hoisted(() => ({ findRuntime: vi.fn() }))
vi.mock('../electron-runtime/locate.mjs', () => ({ findRuntime, requestedMode: () => 'auto' }))
const { runtimeToPack } = await import('./runtime.mjs')

const runtime = { dist: '/nowhere', executable: '/nowhere/electron', version: '45.0.0', source: '' }

test('a release asks for the official runtime, whatever the environment says', () => {
  findRuntime.mockReturnValue({ ...runtime, fallback: false })
  expect(runtimeToPack({ release: true }).standIn).toBe(false)
  expect(findRuntime).toHaveBeenLastCalledWith('official')
})

test('a release is refused where there is no official runtime, or the stand-in in its place', () => {
  findRuntime.mockReturnValue(undefined)
  expect(() => runtimeToPack({ release: true })).toThrow('a release holds no other')
  findRuntime.mockReturnValue({ ...runtime, fallback: true })
  expect(() => runtimeToPack({ release: true })).toThrow('never released')
})

test('other packages take what there is, and are marked', () => {
  findRuntime.mockReturnValue({ ...runtime, fallback: true })
  expect(runtimeToPack({ release: false }).standIn).toBe(true)
  expect(findRuntime).toHaveBeenLastCalledWith('auto')
})
