import { expect, test } from 'vitest'
import type { WindowRequest } from '../../shared/domain/window-requests.ts'
import { createWindowRequests } from './requests.ts'

const activity = { kind: 'activity' } as const

test('a request is told to who listens, and otherwise kept for who asks, once', () => {
  const requests = createWindowRequests()
  requests.ask(activity)
  expect(requests.take()).toEqual([activity])
  expect(requests.take()).toEqual([])
  const told: WindowRequest[] = []
  const stop = requests.onAsk((request) => told.push(request))
  requests.ask({ kind: 'new-machine' })
  stop()
  requests.ask(activity)
  expect(told).toEqual([{ kind: 'new-machine' }])
  expect(requests.take()).toEqual([activity])
})

test('keeps the last few alone', () => {
  const requests = createWindowRequests()
  for (let count = 0; count < 50; count++) requests.ask({ kind: 'new-machine', file: `/${count}` })
  const kept = requests.take()
  expect(kept).toHaveLength(10)
  expect(kept.at(-1)).toEqual({ kind: 'new-machine', file: '/49' })
})
