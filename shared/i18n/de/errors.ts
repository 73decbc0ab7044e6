import type { ErrorCode } from '../../domain/errors.ts'
import type { Sentences } from '../sentences.ts'
import { agentErrorsDe } from './errors/agent.ts'
import { devicesErrorsDe } from './errors/devices.ts'
import { generalErrorsDe } from './errors/general.ts'
import { hostCheckErrorsDe } from './errors/host-check.ts'
import { guestErrorsDe } from './errors/guest.ts'
import { provisionErrorsDe } from './errors/provision.ts'
import { qemuErrorsDe } from './errors/qemu.ts'
import { snapshotsErrorsDe } from './errors/snapshots.ts'
import { storageErrorsDe } from './errors/storage.ts'
import { windowErrorsDe } from './errors/window.ts'

/** The German sentences of every error. It does not compile unless every code is there. */
export const errorsDe: Record<ErrorCode, Sentences> = {
  ...guestErrorsDe,
  ...storageErrorsDe,
  ...snapshotsErrorsDe,
  ...qemuErrorsDe,
  ...devicesErrorsDe,
  ...agentErrorsDe,
  ...windowErrorsDe,
  ...provisionErrorsDe,
  ...hostCheckErrorsDe,
  ...generalErrorsDe,
}
