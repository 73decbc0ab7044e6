import * as z from 'zod/mini'
import { type Acceleration, accelerationSchema } from '../../../shared/domain/guest.ts'
import type { Logger } from '../../platform/logger.ts'
import { bootId } from '../../platform/process-identity.ts'
import {
  binaryIdentitySchema,
  identifyBinary,
  isSameBinary,
} from '../capabilities/binary-identity.ts'
import { readCache, writeCache } from '../capabilities/json-cache.ts'
import { KVM_DEVICE, openKvm } from './kvm-device.ts'
import { proveKvm, type Verdict } from './prove-kvm.ts'

const cacheSchema = z.object({
  format: z.literal(2),
  bootId: z.string(),
  binary: binaryIdentitySchema,
  /** Mode, owner and number of the device node. */
  kvmNode: z.string(),
  acceleration: accelerationSchema,
})

export interface ProbeAccelerationOptions {
  readonly qemu: { readonly path: string; readonly version: string }
  readonly cacheFile: string
  /** For the self-test's disk, which is removed again. */
  readonly workDir: string
  readonly logger: Logger
  readonly kvmDevice?: string
  readonly signal?: AbortSignal
  /** Tests anew, whatever was found before: it may have been done while the computer was busy. */
  readonly anew?: boolean
  readonly limits?: { readonly tcgMs: number; readonly kvmMinMs: number }
}

/**
 * Which accelerator is the better one on this host. The device node is opened each time, so that
 * access that was granted or taken away counts at once; the self-test runs once for each boot of
 * the host, QEMU and device node. Where KVM cannot be opened nothing is run.
 *
 * A test that cannot be run is a verdict too ("kvm-failed", with the reason): guests run under TCG.
 * Rejects only with the signal's reason.
 */
export async function probeAcceleration(options: ProbeAccelerationOptions): Promise<Acceleration> {
  const { qemu, cacheFile, logger, signal } = options
  signal?.throwIfAborted()
  const access = await openKvm(options.kvmDevice ?? KVM_DEVICE)
  if (access.state === 'failed') return withoutKvm('kvm-failed', access.detail, 'not-opened')
  if (access.state !== 'open') return withoutKvm(`kvm-${access.state}`, access.detail)
  try {
    const key = {
      bootId: bootId(),
      binary: await identifyBinary(qemu.path),
      kvmNode: access.node,
    }
    const cached = await readCache(cacheFile, cacheSchema, logger)
    if (
      options.anew !== true &&
      cached !== null &&
      cached.bootId === key.bootId &&
      cached.kvmNode === key.kvmNode &&
      isSameBinary(cached.binary, key.binary)
    ) {
      return cached.acceleration
    }
    const verdict: Verdict = await proveKvm({
      qemuPath: qemu.path,
      workDir: options.workDir,
      signal,
      limits: options.limits,
    })
    const { acceleration, lasting } = verdict
    logger.info('KVM self-test', { ...acceleration, qemu: qemu.version })
    if (lasting) await writeCache(cacheFile, { format: 2, ...key, acceleration }, logger)
    return acceleration
  } catch (error) {
    signal?.throwIfAborted()
    logger.warn('the KVM self-test could not be run', { error })
    const detail = error instanceof Error ? error.message : String(error)
    return withoutKvm('kvm-failed', detail, 'not-tested')
  }
}

function withoutKvm(
  reason: 'kvm-missing' | 'kvm-no-permission' | 'kvm-failed',
  detail: string,
  failure?: Acceleration['failure'],
): Acceleration {
  return {
    ...{ accelerator: 'tcg', reason, kvmMs: null, tcgMs: null, kvmCpu: 'host', detail },
    ...(failure === undefined ? {} : { failure }),
  }
}
