import { readFile } from 'node:fs/promises'
import * as z from 'zod/mini'
import { errorCode, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'

/** Variables of one kind mean nothing to firmware of the other: keys, and the layout itself. */
export const nvramKinds = ['plain', 'secure-boot'] as const
export type NvramKind = (typeof nvramKinds)[number]

/** Which firmware a guest's variables belong to; a file beside them, because qcow2 has no room. */
const nvramOriginSchema = z.looseObject({
  kind: z.enum(nvramKinds),
  /** The code that wrote them. The guest stays with it for as long as it is installed. */
  code: z.string(),
  /** False while they are being put in place. */
  made: z.boolean(),
})
export type NvramOrigin = z.infer<typeof nvramOriginSchema>

/** null where there is none or it says nothing: the variables are then taken as they are. */
export async function readNvramOrigin(path: string, logger: Logger): Promise<NvramOrigin | null> {
  try {
    return nvramOriginSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') logger.warn('the origin of the NVRAM is unknown', { error })
    return null
  }
}

/** Durable. Rejects with NO_SPACE or FILE_WRITE_FAILED. */
export const writeNvramOrigin = (path: string, origin: NvramOrigin): Promise<void> =>
  writeFileAtomic(path, `${JSON.stringify(origin)}\n`)
