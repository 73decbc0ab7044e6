import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { withFrozenFileSystems } from './freeze.ts'
import { FakeAgent } from './testing/fake-agent.ts'

let agent: FakeAgent
beforeEach(async () => {
  agent = await FakeAgent.make()
  agent.react = () => ({ return: 2 })
})
afterEach(() => agent.close())

const frozen = <T>(work: () => Promise<T>) =>
  withFrozenFileSystems({ ...agent.guest(), logger: silentLogger }, work)
const commands = (): string[] => agent.heard.filter((name) => name !== 'guest-sync-delimited')
const both = ['guest-fsfreeze-freeze', 'guest-fsfreeze-thaw']

describe('work while the file systems are frozen', () => {
  test('is done between freezing and thawing', async () => {
    const result = await frozen(async () => commands())
    expect(result).toEqual({ value: ['guest-fsfreeze-freeze'], frozen: true })
    expect(commands()).toEqual(both)
  })

  test('that fails leaves the guest thawed', async () => {
    await expect(frozen(() => Promise.reject(new Error('no space')))).rejects.toThrow('no space')
    expect(commands()).toEqual(both)
  })

  test('is done without an agent as well', async () => {
    agent.listening = false
    expect(await frozen(async () => 'done')).toEqual({ value: 'done', frozen: false })
    expect(commands()).toEqual([])
  })

  test('leaves an agent thawed that has nothing to freeze', async () => {
    agent.react = () => ({ return: 0 })
    expect(await frozen(async () => commands())).toEqual({ value: both, frozen: false })
  })

  test('is done without, and the guest thawed, where freezing fails in the middle', async () => {
    agent.react = ({ execute }) =>
      execute === 'guest-fsfreeze-freeze'
        ? { error: { class: 'GenericError', desc: 'failed to freeze /mnt' } }
        : { return: 0 }
    expect(await frozen(async () => 'done')).toEqual({ value: 'done', frozen: false })
    expect(commands()).toEqual(both)
  })

  test('ends with thawing over a new connection where the first is lost', async () => {
    await frozen(async () => {
      for (const socket of agent.connections) socket.destroy()
    })
    expect(commands()).toEqual(both)
  })

  test('is not called done where the guest stays frozen', async () => {
    agent.react = ({ execute }) => {
      if (execute === 'guest-fsfreeze-status') return { return: 'frozen' }
      if (execute === 'guest-fsfreeze-freeze') return { return: 1 }
      return { error: { class: 'GenericError', desc: 'cannot' } }
    }
    await expect(frozen(async () => 'done')).rejects.toMatchObject({ code: 'AGENT_STILL_FROZEN' })
  })

  test('is done where the guest thawed by itself, as Windows does', async () => {
    agent.react = ({ execute }) => {
      if (execute === 'guest-fsfreeze-status') return { return: 'thawed' }
      if (execute === 'guest-fsfreeze-freeze') return { return: 1 }
      return { error: { class: 'GenericError', desc: 'not frozen' } }
    }
    expect(await frozen(async () => 'done')).toEqual({ value: 'done', frozen: true })
  })
})
