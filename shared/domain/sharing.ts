import * as z from 'zod/mini'

/** How a guest sees a folder of this computer, and what mounts it there. */
export const mountLineSchema = z.object({
  /** The share's id. */
  share: z.string(),
  driver: z.enum(['virtiofs', '9p']),
  line: z.string(),
})
export type MountLine = z.infer<typeof mountLineSchema>
