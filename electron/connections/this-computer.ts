export { daemonTaps } from '../dbus/client/daemon-taps.ts'

/** What this computer can do for the session's guests. */
export {
  askTrayHost,
  type CheckedHost,
  type CheckedRow,
  findDistribution,
  findPkexec,
  findSystemDaemons,
  hostPlaces,
  type HostProbes,
  hostProbes,
  mendOf,
  type Remedy,
  runAsAdministrator,
  runChecks,
} from '../engine/index.ts'
