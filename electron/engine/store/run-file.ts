import { readFile } from 'node:fs/promises'
import * as z from 'zod/mini'
import { acceleratorReasonSchema, acceleratorSchema } from '../../../shared/domain/guest.ts'
import { writeFileAtomic } from '../../platform/files.ts'
import { processIdentitySchema } from '../../platform/process-identity.ts'

/** What a later engine must know of a running QEMU; lives beside the sockets. */
const runRecordSchema = z.object({
  /** Names this run of the guest; differs between two starts. */
  run: z.uuid(),
  process: processIdentitySchema,
  /** ms since the epoch */
  startedAt: z.number(),
  accelerator: acceleratorSchema,
  acceleratorReason: acceleratorReasonSchema,
})
export type RunRecord = z.infer<typeof runRecordSchema>

export const writeRunRecord = (path: string, record: RunRecord): Promise<void> =>
  writeFileAtomic(path, JSON.stringify(record))

/** null where there is none or it cannot be understood: the process is then looked for by uuid. */
export async function readRunRecord(path: string): Promise<RunRecord | null> {
  try {
    const parsed = runRecordSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
