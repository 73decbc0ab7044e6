import * as z from 'zod/mini'
import { type FindingCode, findingCatalogue } from './host-check/findings.ts'

/** What is looked at, in the order of the rows. */
export const hostCheckIds = [
  'acceleration',
  'qemu',
  'firmware',
  'tpm',
  'sound',
  'network',
  'bridge',
  'shared-folders',
  'graphics',
  'usb',
  'user-manager',
  'system-daemon',
  'tray',
  'space',
  'watches',
  'files',
] as const
export type HostCheckId = (typeof hostCheckIds)[number]

/**
 * `good`: as it should be. `limited`: something is lost, which is said. `missing`: what needs it does
 * not work. `unknown`: the check itself did not run, so nothing is claimed.
 */
export const verdicts = ['good', 'limited', 'missing', 'unknown'] as const
export type Verdict = (typeof verdicts)[number]

const paramsSchema = z.record(z.string(), z.union([z.string(), z.number()]))

/** What mends a finding: one command of a shell, as a person would type it. */
export const mendSchema = z.object({
  id: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/)),
  /** Exactly what would run, e.g. "sudo apt-get install passt". */
  command: z.string(),
  /** Whether Guesthouse can have it run, the desktop asking for the administrator's password. */
  doable: z.boolean(),
  /** Whether it holds only after the person has logged in anew. */
  afterLogin: z.boolean(),
})
export type Mend = z.infer<typeof mendSchema>

export const hostCheckRowSchema = z.object({
  id: z.enum(hostCheckIds),
  /** null while it is being looked at. */
  verdict: z.nullable(z.enum(verdicts)),
  /** What was found; the first decides the verdict. Each has a sentence, and says what is lost. */
  findings: z.array(
    z.object({
      code: z.enum(Object.keys(findingCatalogue) as [FindingCode, ...FindingCode[]]),
      params: paramsSchema,
    }),
  ),
  mends: z.array(mendSchema),
  /** Technical detail: a program's own words. */
  cause: z.optional(z.string()),
  /** ms that the look took; null while it lasts. */
  took: z.nullable(z.number()),
})
export type HostCheckRow = z.infer<typeof hostCheckRowSchema>

export const hostCheckViewSchema = z.object({
  state: z.enum(['not-run', 'running', 'done']),
  /** ms since the epoch; null before the first. */
  startedAt: z.nullable(z.number()),
  /** In the order of hostCheckIds; empty before the first. */
  rows: z.array(hostCheckRowSchema),
})
export type HostCheckView = z.infer<typeof hostCheckViewSchema>

/** A service of this computer that machines could run under instead. */
export const systemDaemonSchema = z.object({
  kind: z.enum(['guesthoused', 'libvirt']),
  state: z.enum(['absent', 'installed', 'running']),
  /** The account of the daemon while it runs; null where that is not known. */
  account: z.nullable(z.string()),
  /** Names such as CAP_NET_ADMIN; `all` for an unrestricted root; null where that is not known. */
  capabilities: z.nullable(z.union([z.literal('all'), z.array(z.string())])),
  /** Whether this version can show its machines. */
  supported: z.boolean(),
})
export type SystemDaemon = z.infer<typeof systemDaemonSchema>
