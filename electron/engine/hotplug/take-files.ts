import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { filesOfConfig, type RunFile } from '../account/index.ts'
import type { Operation } from './operation.ts'

/** Before QEMU opens them. Rejects as RunFiles.take does. */
export async function takeFiles(
  { handle, undo }: Pick<Operation, 'handle' | 'undo'>,
  files: readonly RunFile[],
): Promise<void> {
  if (files.length === 0) return
  const running = handle.run()?.record.config
  const used = new Set(running === undefined ? [] : pathsOf(running))
  const added = files.map(({ path }) => path).filter((path) => !used.has(path))
  const { id } = handle.config()
  await handle.files.take(id, files)
  undo.push('files', () => handle.files.release(id, added))
}

/** The files that a guest had not before. Pure. */
export function filesAdded(before: GuestConfig, now: GuestConfig): RunFile[] {
  const used = new Set(pathsOf(before))
  return filesOfConfig(now).filter(({ path }) => !used.has(path))
}

/** The files that a guest has no more. Pure. */
export function filesLeft(before: GuestConfig, now: GuestConfig): string[] {
  const used = new Set(pathsOf(now))
  return pathsOf(before).filter((path) => !used.has(path))
}

const pathsOf = (config: GuestConfig): string[] => filesOfConfig(config).map(({ path }) => path)
