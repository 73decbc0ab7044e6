import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { describe, expect, it, vi } from 'vitest'
import { commandLineOf, identify, isAlive, signal, waitUntilGone } from './process-identity.ts'

describe('the identity of a process', () => {
  it('holds for its life and not after', async () => {
    const child = spawn('sleep', ['100'])
    await once(child, 'spawn')
    const identity = identify(child.pid ?? 0)
    if (identity === null) throw new Error('not identified')
    expect(isAlive(identity)).toBe(true)
    expect(isAlive({ ...identity, startTime: '1' })).toBe(false)
    expect(isAlive({ ...identity, bootId: 'other' })).toBe(false)
    expect(await waitUntilGone(identity, 20)).toBe(false)
    expect(signal({ ...identity, startTime: '1' }, 'SIGKILL')).toBe(false)
    expect(signal(identity, 'SIGKILL')).toBe(true)
    expect(await waitUntilGone(identity, 5_000)).toBe(true)
    expect(signal(identity, 'SIGKILL')).toBe(false)
  })

  it('is not that of a zombie', async () => {
    // A child of a program that does not wait for its children.
    const parent = spawn('sh', ['-c', 'sleep 1000 & echo $!; exec sleep 1000'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(chunk.toString())
    const read = (file: string): Promise<string> => readFile(`/proc/${file}`, 'utf8')
    await vi.waitFor(async () => expect(await read(`${parent.pid}/comm`)).toBe('sleep\n'))
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(async () => expect(await read(`${pid}/stat`)).toMatch(/\) Z /))
    expect(identify(pid)).toBeNull()
    parent.kill('SIGKILL')
    await once(parent, 'exit')
  })

  it('reads a command line with blanks and empty arguments', async () => {
    const child = spawn('sh', ['-c', 'sleep 100; true', 'a b', ''])
    await once(child, 'spawn')
    expect(await commandLineOf(child.pid ?? 0)).toEqual(['sh', '-c', 'sleep 100; true', 'a b', ''])
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(identify(child.pid ?? 0)).toBeNull()
  })
})
