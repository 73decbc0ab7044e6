import type { ErrorCode } from '../../domain/errors.ts'
import type { Sentences } from '../sentences.ts'
import { agentErrorsDe } from './errors/agent.ts'
import { devicesErrorsDe } from './errors/devices.ts'
import { disksFolderErrorsDe } from './errors/disks-folder.ts'
import { generalErrorsDe } from './errors/general.ts'
import { daemonErrorsDe } from './errors/daemon.ts'
import { hostCheckErrorsDe } from './errors/host-check.ts'
import { guestErrorsDe } from './errors/guest.ts'
import { otherManagersErrorsDe } from './errors/other-managers.ts'
import { launchErrorsDe } from './errors/launch.ts'
import { provisionErrorsDe } from './errors/provision.ts'
import { qemuErrorsDe } from './errors/qemu.ts'
import { snapshotsErrorsDe } from './errors/snapshots.ts'
import { storageErrorsDe } from './errors/storage.ts'
import { windowErrorsDe } from './errors/window.ts'

/** The German sentences of every error. It does not compile unless every code is there. */
export const errorsDe: Record<ErrorCode, Sentences> = {
  ...guestErrorsDe,
  ...storageErrorsDe,
  ...disksFolderErrorsDe,
  ...snapshotsErrorsDe,
  ...qemuErrorsDe,
  ...devicesErrorsDe,
  ...agentErrorsDe,
  ...windowErrorsDe,
  ...launchErrorsDe,
  ...provisionErrorsDe,
  ...otherManagersErrorsDe,
  ...daemonErrorsDe,
  ...hostCheckErrorsDe,
  ...generalErrorsDe,
}
