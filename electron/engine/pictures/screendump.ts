import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { GuestPaths } from '../../platform/paths.ts'
import type { QmpClient } from '../qmp/index.ts'
import { readKept } from './kept-picture.ts'

/**
 * ms until a QEMU that hangs is asked once more. What was asked before it does when it goes on, so
 * asking often would have it take a heap of pictures then. Callers wait for less.
 */
const ANSWER_TIMEOUT_MS = 30_000

/** What QEMU is taking now, by its connection. */
const underWay = new WeakMap<QmpClient, Promise<void>>()

/**
 * Has a QEMU that runs take a picture of its screen, which is then in `paths.picture`; one that
 * shows the same leaves the file as it is, and with it the time at which it was taken. Those who ask
 * at the same time share the answer. Rejects with QEMU_REFUSED where QEMU cannot (no screen, older
 * than 7.1, built without PNG), QEMU_NO_ANSWER, or Node's error.
 */
export function takePicture(qmp: QmpClient, paths: GuestPaths): Promise<void> {
  const present = underWay.get(qmp)
  if (present !== undefined) return present
  const taking = take(qmp, paths).finally(() => underWay.delete(qmp))
  underWay.set(qmp, taking)
  return taking
}

async function take(qmp: QmpClient, { picture }: GuestPaths): Promise<void> {
  // Of its own: a QEMU that hung may come to write an earlier one.
  const filename = join(dirname(picture), `screen-${randomUUID()}.part`)
  try {
    const how = { filename, format: 'png' } as const
    await qmp.execute('screendump', how, { timeoutMs: ANSWER_TIMEOUT_MS })
    const taken = await readKept(filename)
    // QEMU does not tell of a disk that was full.
    if (taken === null) throw new Error('QEMU wrote no whole picture')
    const before = await readKept(picture)
    if (before === null || !taken.png.equals(before.png)) await rename(filename, picture)
  } finally {
    await rm(filename, { force: true })
  }
}
