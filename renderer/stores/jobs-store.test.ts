import { expect, it, vi } from 'vitest'
import { type FakeBridge, makeFakeBridge } from '../dev/fake-bridge.ts'
import { sampleHost, sampleId, sampleJob } from '../dev/samples.ts'
import { followJobs, useJobs } from './jobs-store.ts'

const ids = () => Object.keys(useJobs.getState().byId)

it('mirrors the jobs: those there were, those that come, and those that are dismissed', async () => {
  const [first, second] = [sampleJob(1, 'save', 0.1), sampleJob(2, 'clone', 0)]
  const bridge: FakeBridge = makeFakeBridge({ guests: [], host: sampleHost, jobs: [first] })
  window.guesthouse = bridge
  const end = followJobs()
  await vi.waitFor(() => expect(ids()).toEqual([first.id]))
  bridge.putJob(second)
  bridge.putJob({ ...first, progress: { done: 1, total: 2 } })
  expect(ids()).toEqual([first.id, second.id])
  expect(useJobs.getState().byId[first.id]?.progress).toEqual({ done: 1, total: 2 })
  bridge.removeJob(first.id)
  expect(useJobs.getState().byId).toEqual({ [second.id]: second })
  end()
  bridge.removeJob(second.id)
  expect(ids()).toEqual([sampleId(9002)])
})
