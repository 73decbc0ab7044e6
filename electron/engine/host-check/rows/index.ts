import type { HostCheckId } from '../../../../shared/domain/host-check.ts'
import type { Check } from '../check.ts'
import { checkAcceleration } from './acceleration.ts'
import { checkBridge } from './bridge.ts'
import { checkFiles } from './files.ts'
import { checkFirmware } from './firmware.ts'
import { checkGraphics } from './graphics.ts'
import { checkNetwork } from './network.ts'
import { checkQemu } from './qemu.ts'
import { checkSharedFolders } from './shared-folders.ts'
import { checkSound } from './sound.ts'
import { checkSpace } from './space.ts'
import { checkSystemDaemon } from './system-daemon.ts'
import { checkTpm } from './tpm.ts'
import { checkTray } from './tray.ts'
import { checkUsb } from './usb.ts'
import { checkUserManager } from './user-manager.ts'
import { checkWatches } from './watches.ts'

export type Checks = Readonly<Record<HostCheckId, Check>>

export const checks: Checks = {
  acceleration: checkAcceleration,
  qemu: checkQemu,
  firmware: checkFirmware,
  tpm: checkTpm,
  sound: checkSound,
  network: checkNetwork,
  bridge: checkBridge,
  'shared-folders': checkSharedFolders,
  graphics: checkGraphics,
  usb: checkUsb,
  'user-manager': checkUserManager,
  'system-daemon': checkSystemDaemon,
  tray: checkTray,
  space: checkSpace,
  watches: checkWatches,
  files: checkFiles,
}
