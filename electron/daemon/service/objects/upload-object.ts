import type { ServedObject } from '../../../dbus/index.ts'
import type { Upload } from '../sockets/uploads.ts'
import type { ServiceContext } from './context.ts'

export const UPLOAD_INTERFACE = 'org.guesthouse.Upload1'

/** A file that a caller sends, on the bus; its path there stands for the file in other calls. */
export const uploadObject = (
  { uploads, usedFiles }: ServiceContext,
  upload: Upload,
): ServedObject => ({
  path: upload.objectPath,
  visibleTo: ({ uid }) => uid === upload.owner,
  interfaces: [
    {
      name: UPLOAD_INTERFACE,
      properties: [
        { name: 'Name', type: 's', get: () => upload.name, constant: true },
        { name: 'Size', type: 't', get: () => BigInt(upload.size), constant: true },
        // "waiting", "receiving" or "done".
        { name: 'State', type: 's', get: () => upload.state },
      ],
      methods: [
        {
          ...{ name: 'Discard', in: [], out: [] },
          handle: async () => {
            await uploads.discard(upload.objectPath, await usedFiles())
            return []
          },
        },
      ],
      signals: [],
    },
  ],
})
