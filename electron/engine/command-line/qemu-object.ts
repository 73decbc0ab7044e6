/** A JSON object as QEMU takes it, on its command line and over QMP alike. */
export type QemuObject = Readonly<Record<string, unknown>>
