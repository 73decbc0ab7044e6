export { describeUsbDevice, findUsbDevice } from './find-usb-device.ts'
export { listUsbDevices } from './list-usb-devices.ts'
export { prepareUsb } from './prepare-usb.ts'
