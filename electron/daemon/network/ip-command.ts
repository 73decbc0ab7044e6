import { execFile, type ExecFileOptions } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { GuesthouseError } from '../../../shared/domain/errors.ts'

/** iproute2 refused, or could not be run; the message is its own words. */
export class IpError extends Error {}

/** Runs iproute2's `ip` with these arguments. Rejects with an IpError. */
export type RunIp = (args: readonly string[]) => Promise<void>

/** ms; each takes about two, but for a kernel that waits for a device to be let go of. */
const IP_TIMEOUT_MS = 10_000

/** Never along PATH: it is run with a capability. */
const PLACES = ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip', '/bin/ip'] as const

/** Where iproute2 is. Throws NETWORK_SERVICE_GONE where it is not installed. */
export function findIp(): string {
  const found = PLACES.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  if (found !== undefined) return found
  throw new GuesthouseError('NETWORK_SERVICE_GONE', {}, 'iproute2 is not installed')
}

/** A child inherits the ambient capabilities: CAP_NET_ADMIN, which is all that there is. */
export const ipCommand =
  (program: string): RunIp =>
  (args) =>
    new Promise((resolve, reject) => {
      const options: ExecFileOptions = {
        ...({ timeout: IP_TIMEOUT_MS, killSignal: 'SIGKILL', cwd: '/' } as const),
        // Its words are compared, and go into the journal.
        env: { LC_ALL: 'C' },
      }
      execFile(program, [...args], options, (error, _stdout, stderr) => {
        if (error === null) resolve()
        else reject(new IpError(String(stderr).trim() || error.message))
      })
    })
