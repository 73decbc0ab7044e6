import { chmod, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testGuest } from '../../../../scripts/test-guest/index.mjs'

export type ReachableGuest = Omit<ReturnType<typeof testGuest>, 'disk'>

/** The test guest, copied to where every account reads it: the checkout may be in somebody's home. */
export async function reachableGuest(dir: string): Promise<ReachableGuest> {
  const { kernel, initrd, commandLine, readyLine } = testGuest()
  const copy = async (name: string, from: string): Promise<string> => {
    const path = join(dir, name)
    await copyFile(from, path)
    await chmod(path, 0o644)
    return path
  }
  return {
    kernel: await copy('kernel', kernel),
    initrd: await copy('initrd', initrd),
    ...{ commandLine, readyLine },
  }
}
