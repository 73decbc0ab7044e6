import * as z from 'zod/mini'
import { filePathSchema, type GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { machineOrigins } from '../../../../shared/domain/found-machines.ts'

/** What guest.json keeps of where a machine was taken over from; QEMU has no part in it. */
const adoptedFromSchema = z.object({ origin: z.enum(machineOrigins), path: filePathSchema })
export type AdoptedFrom = z.infer<typeof adoptedFromSchema>

export const withOrigin = (config: GuestConfig, adoptedFrom: AdoptedFrom): GuestConfig => ({
  ...config,
  adoptedFrom,
})

/** The file that described the machine elsewhere; null where it was made here. */
export function originOf(config: GuestConfig): string | null {
  const parsed = adoptedFromSchema.safeParse(config['adoptedFrom'])
  return parsed.success ? parsed.data.path : null
}
