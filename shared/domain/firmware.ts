import * as z from 'zod/mini'

/** What firmware this computer has for machines. A BIOS comes with QEMU. */
export const firmwareOfferSchema = z.object({
  uefi: z.boolean(),
  /** `no-keys`: it can, but checks nothing until the guest enrols keys. */
  secureBoot: z.enum(['keys', 'no-keys', 'none']),
})
export type FirmwareOffer = z.infer<typeof firmwareOfferSchema>
