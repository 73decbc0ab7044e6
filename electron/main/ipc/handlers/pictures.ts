import type { MethodName } from '../../../../shared/ipc/contract.ts'
import type { Connection } from '../../../connections/connection.ts'
import { writeFileAtomic } from '../../../platform/files.ts'
import { chooseNewFile } from '../../choose-file.ts'
import { writeClipboardPicture } from '../../clipboard.ts'
import type { Handlers } from '../router.ts'

type PictureMethod = Extract<MethodName, `pictures.${string}`>

/** Guests' screens, as pictures. */
export function pictureHandlers(connection: Promise<Connection>): Pick<Handlers, PictureMethod> {
  const pictures = async (): Promise<Connection['pictures']> => (await connection).pictures
  return {
    'pictures.screen': async ({ id, known }) => (await pictures()).screen(id, known),
    'pictures.snapshot': async ({ id, snapshot }) => (await pictures()).snapshot(id, snapshot),
    'pictures.save': async ({ id, name }, { browserWindow }) => {
      // What they saw when they asked for it, and no dialog where there is nothing to save.
      const png = await (await pictures()).now(id)
      const path = await chooseNewFile(browserWindow, name)
      if (path !== null) await writeFileAtomic(path, png)
      return path
    },
    'pictures.copy': async ({ id }) => writeClipboardPicture(await (await pictures()).now(id)),
  }
}
