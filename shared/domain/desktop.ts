import * as z from 'zod/mini'

/** What the person's desktop tells and offers. */
export const desktopViewSchema = z.object({
  /** The desktop's accent colour as "#rrggbb"; null where it tells none. */
  accent: z.nullable(z.string().check(z.regex(/^#[0-9a-f]{6}$/))),
  /** Whether something shows tray icons; null while that is not known. */
  trayHost: z.nullable(z.boolean()),
})
export type DesktopView = z.infer<typeof desktopViewSchema>
export const unknownDesktop: DesktopView = { accent: null, trayHost: null }
