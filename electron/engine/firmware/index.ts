export { offeredFirmware } from './offered-firmware.ts'
export { prepareFirmware } from './prepare-firmware.ts'
