import { constants } from 'node:fs'
import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'

const DRI = '/dev/dri'
const VSOCK = '/dev/vhost-vsock'

const mayUse = (path: string): Promise<boolean> =>
  access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )

/** The first DRM render node that the user may open, e.g. /dev/dri/renderD128. */
export async function findRenderNode(): Promise<string | null> {
  const names = await readdir(DRI).catch(() => [])
  for (const name of names.filter((entry) => entry.startsWith('renderD')).sort()) {
    if (await mayUse(join(DRI, name))) return join(DRI, name)
  }
  return null
}

/** Whether guests can be given an address of their own in the host's vsock(7) family. */
export const mayUseVsock = (): Promise<boolean> => mayUse(VSOCK)
