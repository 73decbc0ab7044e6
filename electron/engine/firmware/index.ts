export { offeredFirmware } from './offered-firmware.ts'
export { planFirmware, prepareFirmware } from './prepare-firmware.ts'
