import { describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type HostCheckId, hostCheckIds } from '../../../shared/domain/host-check.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import type { Check, CheckedHost } from './check.ts'
import type { Checks } from './rows/index.ts'
import { type CheckedRow, runChecks } from './run-checks.ts'

const good: Check = async () => ({
  ...{ verdict: 'good', findings: [{ code: 'TRAY_SHOWN', params: {} }], remedies: [] },
})
const only = (some: Partial<Checks>): Checks =>
  Object.fromEntries(hostCheckIds.map((id) => [id, some[id] ?? good])) as Record<HostCheckId, Check>

async function run(checks: Partial<Checks>, more: Partial<Parameters<typeof runChecks>[0]> = {}) {
  const rows = new Map<HostCheckId, CheckedRow>()
  const host = { signal: new AbortController().signal } as CheckedHost
  const tell = (id: HostCheckId, row: CheckedRow) => void rows.set(id, row)
  await runChecks({ host, ids: hostCheckIds, tell, checks: only(checks), ...more })
  return rows
}

describe('rows', () => {
  it('that throw are not checked, with the cause, and stop no other', async () => {
    const rows = await run({
      qemu: () => Promise.reject(new Error('the disk fell off')),
      tpm: () => {
        throw new GuesthouseError('QEMU_UNUSABLE', { path: '/q' }, new Error('abort'))
      },
    })
    expect(rows.size).toBe(hostCheckIds.length)
    expect(rows.get('qemu')).toMatchObject({
      verdict: 'unknown',
      findings: [{ code: 'CHECK_FAILED' }],
      cause: 'the disk fell off',
    })
    expect(rows.get('tpm')).toMatchObject({
      verdict: 'unknown',
      cause: 'QEMU (/q) cannot be used. abort',
    })
    expect([...rows.values()].filter(({ verdict }) => verdict === 'good')).toHaveLength(14)
  })

  it('that do not come to an end are not checked, and are told to stop', async () => {
    let stopped = false
    const rows = await run(
      {
        sound: ({ signal }) =>
          new Promise(() => {
            signal.addEventListener('abort', () => {
              stopped = true
            })
          }),
      },
      { limitMs: 30 },
    )
    expect(rows.get('sound')).toMatchObject({
      verdict: 'unknown',
      findings: [{ code: 'CHECK_TOOK_TOO_LONG', params: { seconds: 1 } }],
    })
    expect(stopped).toBe(true)
    expect(rows.get('qemu')?.verdict).toBe('good')
  })

  it('are told as they come', async () => {
    const told: HostCheckId[] = []
    let finish = (): void => {}
    const waits = new Promise<void>((resolve) => {
      finish = resolve
    })
    await run(
      { acceleration: async (host) => waits.then(() => good(host)) },
      {
        tell: (id) => {
          told.push(id)
          if (told.length === hostCheckIds.length - 1) finish()
        },
      },
    )
    expect(told.at(-1)).toBe('acceleration')
    expect(told).toHaveLength(hostCheckIds.length)
  })

  it('share what they ask of QEMU', async () => {
    let asked = 0
    const ask: Check = async (host) => {
      await host.qemu()
      return good(host)
    }
    const host = {
      signal: new AbortController().signal,
      qemu: async () => {
        asked += 1
        return {} as QemuCapabilities
      },
    } as CheckedHost
    await run({ qemu: ask, firmware: ask, sound: ask }, { host })
    expect(asked).toBe(1)
  })

  it('are told no more once it is cancelled', async () => {
    const stop = new AbortController()
    const reason = new Error('closed')
    const rows: HostCheckId[] = []
    const running = run(
      { acceleration: () => new Promise(() => {}) },
      { host: { signal: stop.signal } as CheckedHost, tell: (id) => rows.push(id) },
    )
    await new Promise(setImmediate)
    const before = rows.length
    stop.abort(reason)
    await expect(running).rejects.toBe(reason)
    expect(rows).toHaveLength(before)
    await expect(run({}, { host: { signal: stop.signal } as CheckedHost })).rejects.toBe(reason)
  })
})
