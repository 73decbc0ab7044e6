import { type FSWatcher, watch } from 'node:fs'
import { readdir, stat, truncate } from 'node:fs/promises'
import { readTail, writeFileAtomic } from '../../platform/files.ts'

/** QEMU and a guest's serial port may print without end; a log is cut when it passes this. */
export const LOG_MAX_BYTES = 8 * 1024 * 1024
const KEPT_BYTES = 512 * 1024

/**
 * Keeps logs that others append to from filling the disk: past LOG_MAX_BYTES the last part is set
 * aside as `<log>.1` and the file is emptied. Writers have it open with O_APPEND, so they go on at
 * its new end. Told by inotify, so an idle guest costs nothing.
 */
export function capLogs(directory: string, onError: (error: unknown) => void): { close(): void } {
  const busy = new Set<string>()
  const check = async (name: string): Promise<void> => {
    const path = `${directory}/${name}`
    const size = await stat(path).then(
      (file) => file.size,
      () => 0,
    )
    if (size <= LOG_MAX_BYTES) return
    const { text } = await readTail(path, KEPT_BYTES)
    await truncate(path, 0)
    await writeFileAtomic(`${path}.1`, text)
  }
  const consider = (name: string | null): void => {
    if (name === null || !name.endsWith('.log') || busy.has(name)) return
    busy.add(name)
    void check(name)
      .catch(onError)
      .finally(() => busy.delete(name))
  }
  // What grew while no engine was there.
  readdir(directory).then((names) => names.forEach(consider), onError)
  let watcher: FSWatcher | undefined
  try {
    watcher = watch(directory, { persistent: false }, (_event, name) => consider(name))
    watcher.on('error', onError)
  } catch (error) {
    // Out of inotify watches: the guest runs all the same.
    onError(error)
  }
  return { close: () => watcher?.close() }
}
