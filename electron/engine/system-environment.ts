import type { Paths } from '../platform/paths.ts'

/** What the daemon's programs are told of its surroundings: nothing of a session, and nobody's home. */
const KEPT = /^(PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|DBUS_SYSTEM_BUS_ADDRESS)$/

/**
 * The environment of the computer's own guests: without sound servers, session bus, user manager and
 * configuration of whoever started the daemon. What asks for a home finds the daemon's folder. Pure.
 */
export const systemEnvironment = (
  env: NodeJS.ProcessEnv,
  { dataDir }: Pick<Paths, 'dataDir'>,
): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => KEPT.test(name))),
  HOME: dataDir,
})
