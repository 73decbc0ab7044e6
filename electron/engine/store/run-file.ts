import * as z from 'zod/mini'
import {
  acceleratorReasonSchema,
  acceleratorSchema,
  connectionViewSchema,
  soundViewSchema,
} from '../../../shared/domain/guest.ts'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { noticeSchema } from '../../../shared/domain/notices.ts'
import { writeFileAtomic } from '../../platform/files.ts'
import { readPlain } from '../../platform/plain-file.ts'
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
  /** CommandLineInput.cpu; null where it was found running without a record. */
  cpu: z._default(z.nullable(z.string()), null),
  /** What the guest has: as it was started, with what was changed while it runs. */
  config: guestConfigSchema,
  /** The programs beside QEMU that end with it. */
  helpers: z.array(z.object({ name: z.string(), process: processIdentitySchema })),
  sound: z.nullable(soundViewSchema),
  /** By the NIC's id. */
  connections: z.record(z.string(), connectionViewSchema),
  notices: z.array(noticeSchema),
  /** What the guest writes is thrown away when it stops. */
  disposable: z.boolean(),
  scope: z.nullable(z.string()),
})
export type RunRecord = z.infer<typeof runRecordSchema>

/** Not durable: no process that it names outlives a crash of the computer. */
export const writeRunRecord = (path: string, record: RunRecord): Promise<void> =>
  writeFileAtomic(path, JSON.stringify(record), { durable: false })

/** A description has some dozen devices of some hundred bytes. */
const RECORD_MAX_BYTES = 4 * 1024 * 1024

/**
 * Of a file of ours in a directory in which QEMU's account may make files too. Rejects with NotPlain,
 * or Node's error.
 */
export async function readOwn(path: string): Promise<string> {
  const owners = [process.getuid?.() ?? -1]
  return (await readPlain(path, { owners, maxBytes: RECORD_MAX_BYTES })).toString('utf8')
}

/** null where there is none or it cannot be understood: the process is then looked for by uuid. */
export async function readRunRecord(path: string): Promise<RunRecord | null> {
  try {
    const parsed = runRecordSchema.safeParse(JSON.parse(await readOwn(path)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
