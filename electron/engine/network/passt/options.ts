import * as z from 'zod/mini'
import type { Logger } from '../../../platform/logger.ts'
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
  ...{ binary, options: parseHelp(help), place: 'runtime' },
})

/** Remembers where passt's socket worked, so that the next start tries that first. */
export async function rememberPlace(
  knowledge: PasstKnowledge,
  place: SocketPlace,
  cacheFile: string,
  logger: Logger,
): Promise<void> {
  if (knowledge.place !== place) await writeCache(cacheFile, { ...knowledge, place }, logger)
}
