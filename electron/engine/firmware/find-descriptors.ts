import { readdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { errorCode } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import { descriptorSchema, type FoundDescriptor } from './descriptor.ts'

/** Where descriptors are, the user's own first, then the administrator's (firmware.json). */
export function descriptorDirectories(env: NodeJS.ProcessEnv): readonly string[] {
  const configured = env['XDG_CONFIG_HOME']
  const config = configured?.startsWith('/')
    ? configured
    : join(env['HOME'] || homedir(), '.config')
  return [join(config, 'qemu/firmware'), '/etc/qemu/firmware', '/usr/share/qemu/firmware']
}

/**
 * The descriptors of this computer in the order in which they are to be tried: by file name, over
 * all directories. A file hides those of the same name in later directories, and an empty one only
 * hides. What is not a descriptor is logged and passed over. Read anew each time: a few small files,
 * which a package may have changed.
 */
export async function findDescriptors(options: {
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  readonly directories?: readonly string[]
}): Promise<readonly FoundDescriptor[]> {
  const { env, logger, directories = descriptorDirectories(env) } = options
  const winners = new Map<string, string>()
  for (const directory of directories) {
    for (const name of await namesIn(directory, logger)) {
      if (!winners.has(name)) winners.set(name, join(directory, name))
    }
  }
  // In the order of the bytes, as strcmp has it: file names begin with numbers for that.
  const names = [...winners.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const read = names.map((name) => readDescriptor(winners.get(name) ?? name, logger))
  return (await Promise.all(read)).filter((found) => found !== null)
}

async function namesIn(directory: string, logger: Logger): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).filter((name) => name.endsWith('.json'))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      logger.warn('a directory of firmware descriptors cannot be read', { directory, error })
    }
    return []
  }
}

async function readDescriptor(path: string, logger: Logger): Promise<FoundDescriptor | null> {
  try {
    const text = await readFile(path, 'utf8')
    if (text === '') return null
    return { path, descriptor: descriptorSchema.parse(JSON.parse(text)) }
  } catch (error) {
    logger.warn('a firmware descriptor is passed over', { path, error })
    return null
  }
}
