/**
 * The log's tail and what arrived live were read from one stream, at two times: the end of the tail
 * may be the start of the live bytes. Returns how many bytes they share, at most `limit`: the
 * longest end of `tail` that `live` starts with. O(n), by the failure function of Knuth, Morris
 * and Pratt.
 */
export function overlap(tail: Uint8Array, live: Uint8Array, limit: number): number {
  const longest = Math.max(0, Math.min(tail.length, live.length, limit))
  if (longest === 0) return 0
  const pattern = live.subarray(0, longest)
  const fallback = new Uint32Array(longest)
  let matched = 0
  const advance = (byte: number | undefined): void => {
    while (matched > 0 && pattern[matched] !== byte) matched = fallback[matched - 1] ?? 0
    if (pattern[matched] === byte) matched++
  }
  for (let at = 1; at < longest; at++) {
    advance(pattern[at])
    fallback[at] = matched
  }
  matched = 0
  // Only the last `longest` bytes are walked, so a match cannot be complete before the very end.
  for (let at = tail.length - longest; at < tail.length; at++) advance(tail[at])
  return matched
}
