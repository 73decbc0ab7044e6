import { readdirSync, readFileSync, statSync } from 'node:fs'
import { release } from 'node:os'
import { dirname, join } from 'node:path'
import * as z from 'zod/mini'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import { askQemu } from './ask-qemu.ts'
import { binaryIdentitySchema, identifyBinary, isSameBinary } from './binary-identity.ts'
import { findQemu } from './find-qemu.ts'
import { readCache, writeCache } from './json-cache.ts'
import { type QemuCapabilities, qemuCapabilitiesSchema } from './qemu-capabilities.ts'

const cacheSchema = z.object({
  format: z.literal(3),
  binary: binaryIdentitySchema,
  kernel: z.string(),
  modules: z.string(),
  capabilities: qemuCapabilitiesSchema,
})

/**
 * Finds QEMU and learns what it can do: from the cache where this very file was asked before, else
 * from QEMU. What the kernel has a say in is asked anew where that may have changed. Rejects with QEMU_NOT_FOUND, QEMU_TOO_OLD or QEMU_UNUSABLE.
 */
export async function probeQemu(options: {
  readonly env: NodeJS.ProcessEnv
  readonly cacheFile: string
  readonly logger: Logger
  /** ms for QEMU to answer in. */
  readonly timeoutMs?: number
}): Promise<QemuCapabilities> {
  const { env, cacheFile, logger, timeoutMs } = options
  const path = await findQemu(env)
  const binary = await identifyBinary(path).catch((error: unknown) => {
    throw new GuesthouseError('QEMU_UNUSABLE', { path }, error)
  })
  const cached = await readCache(cacheFile, cacheSchema, logger)
  const kernel = describeKernel()
  const modules = describeModules(path)
  if (
    cached !== null &&
    cached.kernel === kernel &&
    cached.modules === modules &&
    isSameBinary(cached.binary, binary)
  ) {
    return cached.capabilities
  }
  const capabilities = await askQemu({ path, env, timeoutMs })
  logger.info('asked QEMU what it can do', { path, version: capabilities.version })
  await writeCache(cacheFile, { format: 3, binary, kernel, modules, capabilities }, logger)
  return capabilities
}

/**
 * When QEMU's modules last changed: devices such as virtio-vga-gl come with packages of their own, beside
 * a program that stays as it is.
 */
function describeModules(qemuPath: string): string {
  const prefix = dirname(dirname(qemuPath))
  const libraries = readdirNow(join(prefix, 'lib')).filter((name) => name.includes('-linux-'))
  const directories = [
    ...libraries.map((name) => join(prefix, 'lib', name, 'qemu')),
    join(prefix, 'lib/qemu'),
    join(prefix, 'lib64/qemu'),
  ]
  return directories
    .flatMap((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? [])
    .join(' ')
}

function readdirNow(path: string): string[] {
  try {
    return readdirSync(path).sort()
  } catch {
    return []
  }
}

/** The kernel, and whether it has io_uring for everybody (0), some (1) or nobody (2). */
function describeKernel(): string {
  return `${release()} io_uring_disabled=${ioUringDisabled()}`
}

/** The kernel answers from memory, so this does not wait. */
function ioUringDisabled(): string {
  try {
    return readFileSync('/proc/sys/kernel/io_uring_disabled', 'utf8').trim()
  } catch {
    // The setting is there since Linux 6.6.
    return '0'
  }
}
