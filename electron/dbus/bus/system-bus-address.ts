/** D-Bus specification, "Well-known Message Bus Instances": where the system bus is by default. */
const WELL_KNOWN = '/run/dbus/system_bus_socket'

/**
 * The socket of the system's bus: the first path that DBUS_SYSTEM_BUS_ADDRESS names, its `%xx`
 * undone; without the variable the well-known one. null where the variable names no path. Pure.
 */
export function systemBusSocket(env: NodeJS.ProcessEnv): string | null {
  const addresses = env['DBUS_SYSTEM_BUS_ADDRESS']
  if (addresses === undefined || addresses === '') return WELL_KNOWN
  for (const address of addresses.split(';')) {
    const [transport, pairs = ''] = address.split(':', 2)
    const path = pairs.split(',').find((pair) => pair.startsWith('path='))
    if (transport !== 'unix' || path === undefined) continue
    try {
      return decodeURIComponent(path.slice('path='.length))
    } catch {
      // An address that cannot be read is passed over, as the specification asks.
    }
  }
  return null
}
