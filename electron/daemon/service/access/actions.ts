/** Actions of polkit that callers are asked for (assets/polkit). */
export const actions = {
  /** To see anything at all. */
  view: 'org.guesthouse.view',
  /** To run and change one's own guests, and those that others share. */
  operateOwn: 'org.guesthouse.operate-own',
  create: 'org.guesthouse.create',
  /** Everybody's guests, and what reaches into this computer. */
  manageAll: 'org.guesthouse.manage-all',
} as const

const ROOT = 0

/**
 * The rule where polkit is not installed: everybody sees and runs what is theirs, and nothing more;
 * root, who could do all of it by hand, may do everything.
 */
export const withoutPolkit = ({ uid }: { readonly uid: number }, action: string): boolean =>
  uid === ROOT || action === actions.view || action === actions.operateOwn
