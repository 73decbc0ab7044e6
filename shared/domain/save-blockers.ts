import * as z from 'zod/mini'

/**
 * What keeps a running guest from being saved, in plain words. A closed list like that of the
 * errors; the sentences fill "cannot be saved now: …".
 */
export const saveBlockerCatalogue = {
  DISPOSABLE: 'its changes are thrown away when it stops',
  CLIPBOARD: 'its clipboard is shared',
  NVME: 'it has an NVMe disk',
  USB: 'it has a USB device that cannot be saved',
  FOLDER: 'it shares a folder',
  GRAPHICS: 'it uses accelerated graphics',
  DISK_FORMAT: 'it has a disk in a format that cannot be saved',
  PROCESSOR: 'its processor has a feature that cannot be saved',
  TPM: 'its TPM cannot be saved',
  /** QEMU's own words say more. */
  OTHER: 'a device does not allow it',
} as const satisfies Record<string, string>

export type SaveBlockerCode = keyof typeof saveBlockerCatalogue

export const saveBlockerSchema = z.object({
  code: z.enum(Object.keys(saveBlockerCatalogue) as [SaveBlockerCode, ...SaveBlockerCode[]]),
  message: z.string(),
  /** QEMU's own words; absent where the reason is ours. */
  cause: z.optional(z.string()),
})
export type SaveBlocker = z.infer<typeof saveBlockerSchema>
