import * as z from 'zod/mini'

/** How QEMU was started, or would be. */
export const commandLineViewSchema = z.object({
  program: z.string(),
  /** As QEMU gets them: nothing is quoted. */
  arguments: z.array(z.string()),
  /** true: of the process that runs. false: what a start would use, as far as it is known before. */
  running: z.boolean(),
})
export type CommandLineView = z.infer<typeof commandLineViewSchema>
