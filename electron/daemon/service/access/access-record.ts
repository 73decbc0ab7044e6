import * as z from 'zod/mini'
import type { Caller } from '../../../dbus/index.ts'

/** User and group numbers are 32 bits; the highest means "none" (chown(2)). */
const numberSchema = z.int().check(z.gte(0), z.lt(0xffff_ffff))

/** Whose a guest is, and with whom it is shared: the content of access.json. */
export const accessRecordSchema = z.object({
  /** A user's number; null where nobody owns it, and only who manages all guests may use it. */
  owner: z.nullable(numberSchema),
  users: z.array(numberSchema),
  groups: z.array(z.object({ gid: numberSchema, name: z.string() })),
})
export type AccessRecord = z.infer<typeof accessRecordSchema>

export const nobodys: AccessRecord = { owner: null, users: [], groups: [] }

/** What a caller is to a guest: who shares it may see and run it, its owner may change it as well. */
export type Relation = 'owner' | 'shared' | 'stranger'

export function relationOf({ uid, gids }: Caller, record: AccessRecord): Relation {
  if (record.owner === uid) return 'owner'
  const shared = record.users.includes(uid) || record.groups.some(({ gid }) => gids.includes(gid))
  return shared ? 'shared' : 'stranger'
}
