export { describeUsbDevice, findUsbDevice } from './find-usb-device.ts'
export { listUsbDevices, type UsbRoots } from './list-usb-devices.ts'
export { prepareUsb } from './prepare-usb.ts'
