/**
 * Reads the list of servers that PulseAudio's PULSE_SERVER and `default-server` hold (pulseaudio's
 * documentation, "Server Strings"): addresses apart by blanks, each perhaps behind the id of the one
 * machine that it is for, as in `{4a3f…}unix:/run/user/1000/pulse/native`. Gives back the paths of
 * the unix sockets, in order. Addresses over TCP are left out: a guest's sound stays on this
 * computer. Pure.
 */
export function unixSocketsOf(servers: string, machineId: string | null): readonly string[] {
  return servers
    .split(/\s+/)
    .map((server) => unixSocketOf(server, machineId))
    .filter((path) => path !== null)
}

function unixSocketOf(server: string, machineId: string | null): string | null {
  const { id, address } = /^(?:\{(?<id>[^}]*)\})?(?<address>.*)$/.exec(server)?.groups ?? {}
  if (address === undefined) return null
  if (id !== undefined && id !== machineId) return null
  const path = address.startsWith('unix:') ? address.slice('unix:'.length) : address
  return path.startsWith('/') ? path : null
}

/**
 * The value of `key` in a PulseAudio configuration file (pulse-client.conf(5)); the last one counts,
 * as there. null where it is not set. Pure.
 */
export function pulseSetting(configuration: string, key: string): string | null {
  let value: string | null = null
  for (const line of configuration.split('\n')) {
    const [, name, text] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name === key) value = text === undefined || text === '' ? null : text
  }
  return value
}
