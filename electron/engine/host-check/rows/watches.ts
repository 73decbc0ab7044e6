import { watch } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../../../platform/files.ts'
import type { CheckedHost, CheckResult } from '../check.ts'
import { watchesRemedy } from '../remedies.ts'

/** The kernel's own defaults (fs/notify/inotify/inotify_user.c): who has fewer, was given fewer. */
const ENOUGH = { instances: 128, watches: 8_192 } as const

/** What inotify(7) says where nothing is left. */
const USED_UP = new Set(['ENOSPC', 'EMFILE'])

/** inotify: how much of it a user may have, and whether any is left. */
export async function checkWatches({ places }: CheckedHost): Promise<CheckResult> {
  const limit = async (name: string): Promise<number> =>
    Number(await readFile(join(places.proc, 'sys/fs/inotify', name), 'utf8'))
  const [instances, watches] = await Promise.all([
    limit('max_user_instances'),
    limit('max_user_watches'),
  ])
  return judgeWatches({ instances, watches, left: await isLeft(places.watched) })
}

/** Pure. */
export function judgeWatches(found: {
  readonly instances: number
  readonly watches: number
  readonly left: boolean
}): CheckResult {
  const { instances, watches, left } = found
  const remedies = [watchesRemedy()]
  if (!left) {
    return { verdict: 'limited', findings: [{ code: 'WATCHES_USED_UP', params: {} }], remedies }
  }
  const params = { instances, watches }
  if (instances < ENOUGH.instances || watches < ENOUGH.watches) {
    return { verdict: 'limited', findings: [{ code: 'WATCHES_FEW', params }], remedies }
  }
  return { verdict: 'good', findings: [{ code: 'WATCHES_ENOUGH', params }], remedies: [] }
}

/** Rejects where the directory cannot be watched for another reason. */
const isLeft = (directory: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const settle = (error: unknown): void =>
      USED_UP.has(errorCode(error) ?? '') ? resolve(false) : reject(error)
    try {
      const watcher = watch(directory, { persistent: false })
      watcher.on('error', settle)
      watcher.close()
      resolve(true)
    } catch (error) {
      settle(error)
    }
  })
