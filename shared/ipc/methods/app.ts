import * as z from 'zod/mini'
import { method, nothing } from '../method.ts'

export const appMethods = {
  'app.info': method(
    nothing,
    z.object({ version: z.string(), electron: z.string(), locale: z.string() }),
  ),
} as const
