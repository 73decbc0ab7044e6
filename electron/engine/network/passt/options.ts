import * as z from 'zod/mini'
import type { Logger } from '../../../platform/logger.ts'
import { bootId } from '../../../platform/process-identity.ts'
import {
  type BinaryIdentity,
  binaryIdentitySchema,
  identifyBinary,
  isSameBinary,
} from '../../capabilities/binary-identity.ts'
import { readCache, writeCache } from '../../capabilities/json-cache.ts'
import { runProgram } from '../../capabilities/run-program.ts'

/** Where passt makes its socket: AppArmor profiles of some distributions leave only the home. */
export const socketPlaces = ['runtime', 'state'] as const
export type SocketPlace = (typeof socketPlaces)[number]

const knowledgeSchema = z.object({
  binary: binaryIdentitySchema,
  /** The long options that it names in its help, without dashes. */
  options: z.array(z.string()),
  /** Where its socket worked last. */
  place: z.enum(socketPlaces),
  /** Whether it may be started beside QEMU, and the boot of the host for which that holds. */
  handOver: z._default(z.nullable(z.object({ bootId: z.string(), works: z.boolean() })), null),
})

/** What was learnt of the passt of this computer. */
export type PasstKnowledge = z.infer<typeof knowledgeSchema>

/** passt prints its help within ms. */
const HELP_TIMEOUT_MS = 5_000

/** The long options in passt's help. Its versions are dates, which packages leave out: so ask. */
export const parseHelp = (text: string): string[] => [
  ...new Set([...text.matchAll(/(?:^|[\s,])--([a-z][a-z0-9-]+)/gm)].map((match) => match[1] ?? '')),
]

/** What is known of this passt, from the cache where it is the same program still. */
export async function knowPasst(
  path: string,
  cacheFile: string,
  { env, logger, signal }: { env: NodeJS.ProcessEnv; logger: Logger; signal: AbortSignal },
): Promise<PasstKnowledge> {
  const [binary, cached] = await Promise.all([
    identifyBinary(path),
    readCache(cacheFile, knowledgeSchema, logger),
  ])
  if (cached !== null && isSameBinary(cached.binary, binary)) return cached
  const options = { file: path, args: ['--help'], env, timeoutMs: HELP_TIMEOUT_MS, signal }
  const { stdout, stderr } = await runProgram(options)
  const knowledge = newKnowledge(binary, `${stdout}\n${stderr}`)
  await writeCache(cacheFile, knowledge, logger)
  return knowledge
}

const newKnowledge = (binary: BinaryIdentity, help: string): PasstKnowledge => ({
  ...{ binary, options: parseHelp(help), place: 'runtime', handOver: null },
})

/** What is known once a start of its own has worked: its socket's place, and that it runs here. */
export async function rememberStart(
  knowledge: PasstKnowledge,
  place: SocketPlace,
  cacheFile: string,
  logger: Logger,
): Promise<void> {
  const known = knowledge.handOver?.bootId === bootId()
  if (known && knowledge.place === place) return
  const handOver = known ? knowledge.handOver : { bootId: bootId(), works: true }
  await writeCache(cacheFile, { ...knowledge, place, handOver }, logger)
}

/** One that was started beside QEMU has failed: until the host is booted anew it is not again. */
export const rememberFailure = (
  knowledge: PasstKnowledge,
  cacheFile: string,
  logger: Logger,
): Promise<void> =>
  writeCache(cacheFile, { ...knowledge, handOver: { bootId: bootId(), works: false } }, logger)

/**
 * Whether a start of its own would only find out what is known: it has worked on this host, with
 * this passt, since the host was booted. It can then be started while QEMU starts.
 */
export const canBeHandedOver = ({ handOver, options }: PasstKnowledge): boolean =>
  handOver?.bootId === bootId() &&
  handOver.works &&
  options.includes('fd') &&
  options.includes('pid')
