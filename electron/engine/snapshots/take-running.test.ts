import { expect, it } from 'vitest'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import { takeWithMemory } from './take-running.ts'

it('lets the guest go on where QEMU was too slow to say that it stands still', async () => {
  const said: string[] = []
  const execute = async (command: string): Promise<unknown> => {
    said.push(command)
    if (command === 'query-chardev') return []
    if (command === 'stop') throw new Error('no reply within 10 s')
    return { running: true }
  }
  const config = guestConfigSchema.parse({
    ...{ schema: 2, id: '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11', name: 'tiny', memoryMiB: 256 },
    ...{ cpus: 1, accelerator: 'auto', disks: [], cdroms: [], nics: [], serials: [] },
    ...{ display: 'vnc', createdAt: 1, clipboard: 'off' },
  })
  const run = { qmp: { execute }, record: { config } } as unknown as RunHandle
  const handle = { job: { signal: new AbortController().signal, progress: () => {} } }
  const nodes = { all: ['disk0'], memory: 'disk0', nodes: [] }
  const taken = takeWithMemory(handle as unknown as GuestHandle, run, nodes, 'tag', async () => {})
  await expect(taken).rejects.toThrow('no reply within 10 s')
  expect(said).toEqual(['query-chardev', 'query-status', 'stop', 'cont'])
})
