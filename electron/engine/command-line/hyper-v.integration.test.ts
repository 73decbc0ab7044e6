import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { nextCpuAfterFailure } from '../accel/index.ts'
import { findQemu } from '../capabilities/index.ts'
import { skipWhere } from '../testing/skip-where.ts'
import { buildSample } from './testing/sample.ts'
import { samples } from './testing/samples.ts'
import { EndedQemu, filesIn, startQemu, type StartedQemu } from './testing/start-qemu.ts'

let base: string
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'gh-'))
})
afterEach(() => rm(base, { recursive: true }))

function canOpenKvm(): boolean {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Starts it as a launch does: without one thing after another that KVM refuses. */
async function startUnderKvm(): Promise<{ readonly qemu: StartedQemu; readonly cpu: string }> {
  const path = await findQemu(process.env)
  let cpu = 'host'
  for (;;) {
    const dir = await mkdtemp(join(base, 'run-'))
    const sample = samples(dir)['windows-kvm']
    if (sample === undefined) throw new Error('no such sample')
    const argv = buildSample({ ...sample, more: { ...sample.more, cpu } }, filesIn(dir))
    try {
      return { qemu: await startQemu(path, [...argv, '-S'], dir), cpu }
    } catch (error) {
      if (!(error instanceof EndedQemu)) throw error
      const next = nextCpuAfterFailure(cpu, error.message)
      if (next === null) throw error
      cpu = next
    }
  }
}

it('a Windows guest starts under KVM, with the enlightenments that this kernel gives', async (context) => {
  skipWhere(context, !canOpenKvm(), '/dev/kvm cannot be opened')
  const { qemu, cpu } = await startUnderKvm()
  try {
    process.stdout.write(`Windows under KVM starts with: ${cpu}\n`)
    expect(await qemu.qmp.execute('query-kvm')).toEqual({ enabled: true, present: true })
    expect(await qemu.qmp.execute('query-status')).toMatchObject({ status: 'prelaunch' })
  } finally {
    await qemu.quit()
  }
})
