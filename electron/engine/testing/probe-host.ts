import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { makeDirectory } from '../../platform/files.ts'
import { silentLogger } from '../../platform/logger.ts'
import { resolvePaths } from '../../platform/paths.ts'
import { probeAcceleration } from '../accel/index.ts'
import { probeQemu } from '../capabilities/index.ts'

/**
 * Asks QEMU what it can do and runs the acceleration self-test, once before all integration tests:
 * both take seconds of the processor, and an engine with an empty cache does them for each test.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'gh-host-'))
  const { PATH } = process.env
  const env = { PATH, HOME: dir, XDG_RUNTIME_DIR: join(dir, 'run') }
  const { cacheDir, capabilitiesCache, accelerationCache } = resolvePaths(env)
  await makeDirectory(cacheDir)
  const logger = silentLogger
  const qemu = await probeQemu({ env, cacheFile: capabilitiesCache, logger })
  await probeAcceleration({ qemu, cacheFile: accelerationCache, workDir: cacheDir, logger })
  project.provide('knownHost', cacheDir)
  return () => rm(dir, { recursive: true, force: true })
}
