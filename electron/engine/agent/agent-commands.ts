import * as z from 'zod/mini'

/**
 * What the guest agent is asked (QEMU's qga/qapi-schema.json). Its answers come from inside the
 * guest, so each is checked, and cut to what a guest can have: it may say anything.
 */

const text = z.string().check(z.maxLength(4096))
const count = z.number()
const nothing = z.unknown()

const command = <A, R>(answer: z.ZodMiniType<R>) => ({ answer }) as AgentCommand<A, R>

interface AgentCommand<A, R> {
  readonly answer: z.ZodMiniType<R>
  /** For the types alone: what it takes. */
  readonly takes?: A
}

const addressSchema = z.object({
  'ip-address': text,
  'ip-address-type': z.enum(['ipv4', 'ipv6']),
  prefix: z.int(),
})

export type AgentAddress = z.infer<typeof addressSchema>

type None = undefined

export const agentCommands = {
  'guest-ping': command<None, unknown>(nothing),
  'guest-info': command<None, AgentVersion>(
    z.object({
      version: text,
      supported_commands: z
        .array(z.object({ name: text, enabled: z.boolean() }))
        .check(z.maxLength(1024)),
    }),
  ),
  'guest-get-host-name': command<None, { 'host-name': string }>(z.object({ 'host-name': text })),
  'guest-get-osinfo': command<None, AgentOsInfo>(
    z.object({
      id: z.optional(text),
      name: z.optional(text),
      'pretty-name': z.optional(text),
      version: z.optional(text),
      'kernel-release': z.optional(text),
      machine: z.optional(text),
    }),
  ),
  'guest-network-get-interfaces': command<None, AgentInterface[]>(
    z
      .array(
        z.object({
          name: text,
          'hardware-address': z.optional(text),
          'ip-addresses': z.optional(z.array(addressSchema).check(z.maxLength(256))),
        }),
      )
      .check(z.maxLength(256)),
  ),
  /** How many file systems were frozen. */
  'guest-fsfreeze-freeze': command<None, number>(count),
  'guest-fsfreeze-thaw': command<None, number>(count),
  'guest-fsfreeze-status': command<None, 'thawed' | 'frozen'>(z.enum(['thawed', 'frozen'])),
  /** `time`: ns since the epoch; without it the guest reads its hardware clock. */
  'guest-set-time': command<{ time?: number } | None, unknown>(nothing),
  /** Answers at once, with the program's process number. */
  'guest-exec': command<
    { path: string; arg?: readonly string[]; 'capture-output'?: boolean },
    { pid: number }
  >(z.object({ pid: z.int() })),
  'guest-exec-status': command<{ pid: number }, AgentExecStatus>(
    z.object({
      exited: z.boolean(),
      exitcode: z.optional(z.int()),
      signal: z.optional(z.int()),
      'out-data': z.optional(z.string()),
      'err-data': z.optional(z.string()),
    }),
  ),
  /** A handle. `mode` as in fopen(3). */
  'guest-file-open': command<{ path: string; mode: string }, number>(z.int()),
  'guest-file-close': command<{ handle: number }, unknown>(nothing),
  /** `count`: bytes, up to 48 MiB (qga/commands-common.h). */
  'guest-file-read': command<{ handle: number; count: number }, AgentRead>(
    z.object({ count: z.int().check(z.gte(0)), 'buf-b64': z.string(), eof: z.boolean() }),
  ),
  'guest-file-write': command<{ handle: number; 'buf-b64': string }, { count: number }>(
    z.object({ count: z.int().check(z.gte(0)) }),
  ),
  'guest-file-seek': command<
    { handle: number; offset: number; whence: 'set' | 'cur' | 'end' },
    { position: number }
  >(z.object({ position: z.int().check(z.gte(0)) })),
  'guest-file-flush': command<{ handle: number }, unknown>(nothing),
} as const

export interface AgentVersion {
  version: string
  supported_commands: { name: string; enabled: boolean }[]
}
export interface AgentOsInfo {
  id?: string | undefined
  name?: string | undefined
  'pretty-name'?: string | undefined
  version?: string | undefined
  'kernel-release'?: string | undefined
  machine?: string | undefined
}
export interface AgentInterface {
  name: string
  'hardware-address'?: string | undefined
  'ip-addresses'?: AgentAddress[] | undefined
}
export interface AgentExecStatus {
  exited: boolean
  exitcode?: number | undefined
  signal?: number | undefined
  /** base64 */
  'out-data'?: string | undefined
  'err-data'?: string | undefined
}
interface AgentRead {
  count: number
  'buf-b64': string
  eof: boolean
}

type Commands = typeof agentCommands
export type AgentCommandName = keyof Commands
export type AgentArguments<C extends AgentCommandName> =
  Commands[C] extends AgentCommand<infer A, unknown> ? A : never
export type AgentAnswer<C extends AgentCommandName> =
  Commands[C] extends AgentCommand<never, infer R> ? R : z.infer<Commands[C]['answer']>
