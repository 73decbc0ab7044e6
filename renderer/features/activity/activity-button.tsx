/** In the sidebar: what is under way, and failures that were not read. */
export function ActivityButton() {
  return null
}
