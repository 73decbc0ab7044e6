import { stat } from 'node:fs/promises'
import * as z from 'zod/mini'

/** A program's file: another build of it differs in at least one of these. */
export const binaryIdentitySchema = z.object({
  path: z.string(),
  /** ms since the epoch, with fractions */
  mtimeMs: z.number(),
  /** bytes */
  size: z.number(),
})
export type BinaryIdentity = z.infer<typeof binaryIdentitySchema>

export async function identifyBinary(path: string): Promise<BinaryIdentity> {
  const { mtimeMs, size } = await stat(path)
  return { path, mtimeMs, size }
}

export function isSameBinary(a: BinaryIdentity, b: BinaryIdentity): boolean {
  return a.path === b.path && a.mtimeMs === b.mtimeMs && a.size === b.size
}
