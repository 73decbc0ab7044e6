/** What a path holds that dbus-next would take for the end of it: it does not know the escapes. */
const UNUSABLE = /[;,=:]/

/** The value of an address's key, its `%xx` undone (D-Bus specification, "Server Addresses"). */
function valueOf(address: string, key: string): string | null {
  const pair = address
    .slice('unix:'.length)
    .split(',')
    .find((part) => part.startsWith(`${key}=`))
  if (pair === undefined) return null
  try {
    return decodeURIComponent(pair.slice(key.length + 1))
  } catch {
    return null
  }
}

/**
 * The socket of the session's bus: the first that its addresses name, else the user's own bus, where
 * libdbus and systemd look too. null where there is none that can be used: TCP and sockets without a
 * file are not. Pure.
 */
export function sessionBusSocket(env: NodeJS.ProcessEnv): string | null {
  const { DBUS_SESSION_BUS_ADDRESS: addresses, XDG_RUNTIME_DIR: runtimeDir } = env
  const ownBus = runtimeDir === undefined || runtimeDir === '' ? null : `${runtimeDir}/bus`
  if (addresses === undefined || addresses === '') return usable(ownBus)
  const sockets = addresses
    .split(';')
    .filter((address) => address.startsWith('unix:'))
    .map((address) => (valueOf(address, 'runtime') === 'yes' ? ownBus : valueOf(address, 'path')))
  return sockets.map(usable).find((socket) => socket !== null) ?? null
}

const usable = (socket: string | null): string | null =>
  socket === null || !socket.startsWith('/') || UNUSABLE.test(socket) ? null : socket
