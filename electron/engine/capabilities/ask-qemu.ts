import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { openQmp, type QmpClient } from '../qmp/index.ts'
import { type BoundedChild, startChild } from './bounded-child.ts'
import type { QemuCapabilities } from './qemu-capabilities.ts'

/** JSON -device is there since 6.2 (QEMU's changelog). */
export const OLDEST_QEMU = { major: 6, minor: 2 } as const

/** A QEMU that is read from a slow disk for the first time needs seconds. */
const ASK_TIMEOUT_MS = 20_000

/** No machine, nothing of the host touched; tcg first, as opening /dev/kvm answers nothing here. */
const ARGUMENTS = [
  ...['-machine', 'none,accel=tcg:kvm'],
  ...['-nodefaults', '-no-user-config', '-display', 'none', '-S'],
  ...['-qmp', 'stdio'],
]

/**
 * Asks a QEMU over QMP on its stdio what it can do. Rejects with QEMU_TOO_OLD, or with
 * QEMU_UNUSABLE and its own words where it dies, prints something else or does not answer. No
 * process is left in any case.
 */
export async function askQemu(options: {
  readonly path: string
  readonly env: NodeJS.ProcessEnv
  readonly timeoutMs?: number | undefined
}): Promise<QemuCapabilities> {
  const { path, env, timeoutMs = ASK_TIMEOUT_MS } = options
  let child: BoundedChild
  try {
    child = await startChild({ file: path, args: ARGUMENTS, env })
  } catch (error) {
    throw new GuesthouseError('QEMU_UNUSABLE', { path }, error)
  }
  try {
    const streams = { readable: child.process.stdout, writable: child.process.stdin }
    const limits = { greetingTimeoutMs: timeoutMs, commandTimeoutMs: timeoutMs }
    const qmp = await openQmp(streams, limits)
    return await ask(path, qmp)
  } catch (error) {
    if (error instanceof GuesthouseError && error.code === 'QEMU_TOO_OLD') throw error
    child.kill()
    const { code, signal } = await child.ended
    const words = child.stderr().trim()
    const how = signal === null ? `exit status ${code}` : `ended by ${signal}`
    throw new GuesthouseError('QEMU_UNUSABLE', { path }, new Error(words || how, { cause: error }))
  } finally {
    // Nothing is lost with a QEMU that has no machine, and SIGKILL is sure.
    child.kill()
    await child.ended
  }
}

async function ask(path: string, qmp: QmpClient): Promise<QemuCapabilities> {
  const { qemu } = await qmp.execute('query-version')
  const { major, minor, micro } = qemu
  const version = `${major}.${minor}.${micro}`
  if (major < OLDEST_QEMU.major || (major === OLDEST_QEMU.major && minor < OLDEST_QEMU.minor)) {
    const needed = `${OLDEST_QEMU.major}.${OLDEST_QEMU.minor}`
    throw new GuesthouseError('QEMU_TOO_OLD', { found: version, needed })
  }
  const types = await qmp.execute('qom-list-types', { implements: 'device', abstract: false })
  const deviceTypes = types.map(({ name }) => name).sort()
  return { path, version, versionNumber: { major, minor, micro }, deviceTypes }
}
