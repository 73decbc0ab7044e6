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

/** The DRM render nodes of this computer, and whether the user may open them. */
export async function renderNodes(
  directory: string = DRI,
): Promise<readonly { readonly path: string; readonly usable: boolean }[]> {
  const names = await readdir(directory).catch(() => [])
  const paths = names
    .filter((name) => name.startsWith('renderD'))
    .sort()
    .map((name) => join(directory, name))
  return Promise.all(paths.map(async (path) => ({ path, usable: await mayUse(path) })))
}

/** The first DRM render node that the user may open, e.g. /dev/dri/renderD128. */
export const findRenderNode = async (): Promise<string | null> =>
  (await renderNodes()).find(({ usable }) => usable)?.path ?? null

/** Whether guests can be given an address of their own in the host's vsock(7) family. */
export const mayUseVsock = (): Promise<boolean> => mayUse(VSOCK)
