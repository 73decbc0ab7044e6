import { rm } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { describeEnd } from '../capabilities/run-program.ts'
import { findQemuImg } from '../storage/index.ts'
import { fileName, runQemuImg } from '../storage/qemu-img.ts'
import type { LaunchInput } from './launch-input.ts'
import { overlayIds } from './run-files.ts'

/** ms; an empty overlay is a few hundred KiB. */
const CREATE_TIMEOUT_MS = 60_000

/**
 * Makes what a disposable run writes instead of the guest's images: an empty overlay for each, by the
 * device's id. They are removed when the run has ended. Rejects with DISK_CREATE_FAILED.
 */
export async function makeOverlays({
  plan,
  paths,
  context,
  signal,
}: LaunchInput): Promise<Record<string, string>> {
  const { config } = plan
  const qemuImg = await findQemuImg(context.env)
  const overlays = overlayIds(config).map((id) => [id, paths.overlay(id)] as const)
  await Promise.all(
    overlays.map(async ([id, path]) => {
      const disk = config.disks.find((entry) => entry.id === id)
      const base = disk ?? { path: paths.nvram, format: 'qcow2' }
      // One may be left of a run whose end nobody saw.
      await rm(path, { force: true })
      const backing = ['-b', fileName(base.path), '-F', base.format]
      const args = ['create', '-q', '-f', 'qcow2', ...backing, '--', fileName(path)]
      const result = await runQemuImg({ qemuImg, args, timeoutMs: CREATE_TIMEOUT_MS, signal })
      if (result.code === 0) return
      throw new GuesthouseError('DISK_CREATE_FAILED', { path }, describeEnd(result))
    }),
  )
  return Object.fromEntries(overlays)
}
