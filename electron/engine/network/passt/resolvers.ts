import { readFile } from 'node:fs/promises'

/** resolv.conf(5), and what systemd-resolved asks itself (systemd-resolved.service(8)). */
const RESOLV_CONF = '/etc/resolv.conf'
const UPSTREAM = '/run/systemd/resolve/resolv.conf'

/** The name servers of a resolv.conf that another computer, or a guest, can ask. Pure. */
export const reachableServers = (resolvConf: string): string[] =>
  [...resolvConf.matchAll(/^\s*nameserver\s+(\S+)/gm)]
    .flatMap(([, address]) => address ?? [])
    // One with a zone (fe80::1%eth0) means something on this computer only.
    .filter((address) => !/^127\.|^::1$|%/.test(address))

/**
 * The name servers that passt has to be told of, because it would find none by itself: those behind
 * a resolver on this computer's own 127.0.0.53. null where it finds some; empty where nobody knows.
 */
export async function hiddenServers(
  read: (path: string) => Promise<string> = (path) => readFile(path, 'utf8'),
): Promise<readonly string[] | null> {
  const [own, upstream] = await Promise.all(
    [RESOLV_CONF, UPSTREAM].map((path) => read(path).catch(() => '')),
  )
  if (reachableServers(own ?? '').length > 0) return null
  return reachableServers(upstream ?? '')
}
