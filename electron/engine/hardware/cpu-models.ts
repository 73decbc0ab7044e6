import { readFileSync } from 'node:fs'
import { release } from 'node:os'
import * as z from 'zod/mini'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type Accelerator, acceleratorSchema } from '../../../shared/domain/guest.ts'
import type { Logger } from '../../platform/logger.ts'
import {
  binaryIdentitySchema,
  identifyBinary,
  isSameBinary,
} from '../capabilities/binary-identity.ts'
import { startChild } from '../capabilities/bounded-child.ts'
import { readCache, writeCache } from '../capabilities/json-cache.ts'
import { openQmp, type QmpCpuDefinition } from '../qmp/index.ts'

/** ms; QEMU 7.2 needs 0.2 s for its 132 models. */
const ASK_TIMEOUT_MS = 20_000

const cacheSchema = z.object({
  binary: binaryIdentitySchema,
  /** The processor, its microcode and the kernel have a say in it. */
  host: z.string(),
  accelerator: acceleratorSchema,
  models: z.array(z.string()),
})

interface Asked {
  /** Of QEMU. */
  readonly path: string
  readonly accelerator: Accelerator
  readonly env: NodeJS.ProcessEnv
}

/**
 * Names for -cpu whose every feature a guest can have under the accelerator: QEMU runs the others
 * too, and leaves out of them what it cannot give. Asked once for each QEMU, accelerator and host.
 * Rejects with QEMU_UNUSABLE.
 */
export async function cpuModels(
  asked: Asked & { readonly cacheFile: string; readonly logger: Logger },
): Promise<string[]> {
  const { path, accelerator, cacheFile, logger } = asked
  const binary = await identifyBinary(path).catch((error: unknown) => {
    throw new GuesthouseError('QEMU_UNUSABLE', { path }, error)
  })
  const known = await readCache(cacheFile, cacheSchema, logger)
  const host = describeHost()
  const isSame = known?.accelerator === accelerator && known.host === host
  if (known !== null && isSame && isSameBinary(known.binary, binary)) return known.models
  const models = workingModels(await ask(asked))
  await writeCache(cacheFile, { binary, host, accelerator, models }, logger)
  return models
}

/**
 * What gives a guest all that it names, by name; `host` and `max` first. Left out are `base`, which
 * is for building models from, and version 1 of a model that is called by its name alone. Pure.
 */
export function workingModels(definitions: readonly QmpCpuDefinition[]): string[] {
  const working = definitions.filter(
    (model) => model['unavailable-features']?.length === 0 && !model.static && !model.deprecated,
  )
  const meant = new Set(working.map((model) => model['alias-of']))
  const names = working.map(({ name }) => name).filter((name) => !meant.has(name))
  const first = ['host', 'max'].filter((name) => names.includes(name))
  const rest = names.filter((name) => !first.includes(name))
  return [...first, ...rest.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))]
}

async function ask({ path, accelerator, env }: Asked): Promise<readonly QmpCpuDefinition[]> {
  // No machine: the models are there without, and so nothing of the host is touched but the accelerator.
  const machine = ['-machine', `none,accel=${accelerator}`]
  const bare = ['-nodefaults', '-no-user-config', '-display', 'none', '-S', '-qmp', 'stdio']
  try {
    const child = await startChild({ file: path, args: [...machine, ...bare], env })
    try {
      const streams = { readable: child.process.stdout, writable: child.process.stdin }
      const limits = { greetingTimeoutMs: ASK_TIMEOUT_MS, commandTimeoutMs: ASK_TIMEOUT_MS }
      const qmp = await openQmp(streams, limits)
      return await qmp.execute('query-cpu-definitions')
    } catch (error) {
      throw new Error(child.stderr().trim() || 'no answer', { cause: error })
    } finally {
      child.kill()
      await child.ended
    }
  } catch (error) {
    throw new GuesthouseError('QEMU_UNUSABLE', { path }, error)
  }
}

/** The kernel answers from memory, so this does not wait. */
function describeHost(): string {
  const text = readFileSync('/proc/cpuinfo', 'latin1')
  const field = (name: string): string =>
    new RegExp(`^${name}\\s*:\\s*(.*)$`, 'm').exec(text)?.[1] ?? ''
  return [release(), field('model name'), field('microcode')].join(', ')
}
