import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { openQmp, type QmpClient } from '../qmp/index.ts'
import { askAudioDrivers } from './audio-drivers.ts'
import { type BoundedChild, startChild } from './bounded-child.ts'
import type { QemuCapabilities } from './qemu-capabilities.ts'
import { casesOf, QmpSchema } from './qmp-schema.ts'

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
    const told = await ask(path, qmp)
    return { ...told, audioDrivers: await askAudioDrivers({ path, env, timeoutMs }) }
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

async function ask(path: string, qmp: QmpClient): Promise<Omit<QemuCapabilities, 'audioDrivers'>> {
  const { qemu } = await qmp.execute('query-version')
  const { major, minor, micro } = qemu
  const version = `${major}.${minor}.${micro}`
  if (major < OLDEST_QEMU.major || (major === OLDEST_QEMU.major && minor < OLDEST_QEMU.minor)) {
    const needed = `${OLDEST_QEMU.major}.${OLDEST_QEMU.minor}`
    throw new GuesthouseError('QEMU_TOO_OLD', { found: version, needed })
  }
  const types = await qmp.execute('qom-list-types', { implements: 'device', abstract: false })
  const machines = await qmp.execute('query-machines')
  const schema = new QmpSchema(await qmp.execute('query-qmp-schema'))
  return {
    path,
    version,
    versionNumber: { major, minor, micro },
    deviceTypes: types.map(({ name }) => name).sort(),
    machineTypes: machines.map(({ name }) => name).sort(),
    netdevTypes: casesOf(schema.argumentsOf('netdev_add')),
    chardevTypes: casesOf(schema.memberOf(schema.argumentsOf('chardev-add'), 'backend')),
    ioUring: offersIoUring(schema) && (await canOpenThroughIoUring(path, qmp)),
  }
}

function offersIoUring(schema: QmpSchema): boolean {
  const file = schema.variantOf(schema.argumentsOf('blockdev-add'), 'file')
  return schema.memberOf(file, 'aio')?.values?.includes('io_uring') ?? false
}

/**
 * The kernel may have no io_uring, or not for this user (kernel.io_uring_disabled, a container's
 * system call filter). QEMU makes its ring when it opens a file, and its own binary is one that
 * is there and can be read.
 */
async function canOpenThroughIoUring(path: string, qmp: QmpClient): Promise<boolean> {
  const how = { driver: 'file', 'node-name': 'probe', 'read-only': true, aio: 'io_uring' }
  try {
    await qmp.execute('blockdev-add', { ...how, filename: path, locking: 'off' })
    return true
  } catch (error) {
    if (error instanceof GuesthouseError && error.code === 'QEMU_REFUSED') return false
    throw error
  }
}
