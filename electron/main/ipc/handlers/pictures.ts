import type { MethodName } from '../../../../shared/ipc/contract.ts'
import type { Connection } from '../../../connections/connection.ts'
import { writeFileAtomic } from '../../../platform/files.ts'
import { writeClipboardPicture } from '../../clipboard.ts'
import type { Handlers } from '../router.ts'

type PictureMethod = Extract<MethodName, `pictures.${string}`>

/** Guests' screens, as pictures. */
export function pictureHandlers(connection: Promise<Connection>): Pick<Handlers, PictureMethod> {
  const pictures = async (): Promise<Connection['pictures']> => (await connection).pictures
  return {
    'pictures.screen': async ({ id, known }) => (await pictures()).screen(id, known),
    'pictures.snapshot': async ({ id, snapshot }) => (await pictures()).snapshot(id, snapshot),
    'pictures.save': async ({ id, path }) =>
      writeFileAtomic(path, await (await pictures()).now(id)),
    'pictures.copy': async ({ id }) => writeClipboardPicture(await (await pictures()).now(id)),
  }
}
