/** The checkout, absolute. */
export const root: string
/** What set-up fetches and makes; git ignores it. */
export const cacheDir: string
