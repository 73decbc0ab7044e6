import * as z from 'zod/mini'

const names = z.array(z.string())

/** What a machine can be given here; what is not in it may still be written into a guest's file. */
export const hardwareOfferSchema = z.object({
  /** Names for QEMU's -cpu that work with the accelerator of this computer; `auto` is not one. */
  cpuModels: names,
  /** Values of the guest's `video`, `sound.device`, disks' `bus` and NICs' `model` that QEMU has. */
  videos: names,
  soundDevices: names,
  diskBuses: names,
  nicModels: names,
  /** Bridges of this computer that this user's guests can be put on. */
  bridges: names,
  /** TAP devices that belong to this user. */
  taps: names,
  /** Names of private networks that guests have already. */
  privateNetworks: names,
  /** Whether UEFI, Secure Boot and a TPM can be had is told by `host.firmware`. */
  vsock: z.boolean(),
  /** Whether a guest's limits take effect: there is a user manager. */
  limits: z.boolean(),
})
export type HardwareOffer = z.infer<typeof hardwareOfferSchema>
