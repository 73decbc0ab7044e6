import { createHash } from 'node:crypto'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { DiskFormat } from '../../shared/domain/config/storage.ts'
import { GuesthouseError } from '../../shared/domain/errors.ts'

/** Longest path that fits `sun_path` (108 bytes with its terminating zero, unix(7)). */
const SOCKET_PATH_MAX_BYTES = 107

/** The files of one guest, by purpose. Nothing else in the project joins these names. */
export interface GuestPaths {
  /** What must survive: the guest's description and the disks that Guesthouse made. */
  readonly dir: string
  readonly configFile: string
  /** What is left of a guest that was deleted while its disks were kept. */
  readonly deletedConfigFile: string
  /** Whose it is and who may use it, where it belongs to the computer. */
  readonly accessFile: string
  readonly disk: (deviceId: string, format?: DiskFormat) => string
  /** What snapshots keep outside of the images. */
  readonly snapshotsDir: string
  /** The TPM's state as it was, by the snapshot's id. */
  readonly snapshotTpmDir: (snapshotId: string) => string
  /** The screen when it was taken. */
  readonly snapshotPicture: (snapshotId: string) => string
  /** What tells what happened: logs, kept between runs. */
  readonly stateDir: string
  readonly qemuLog: string
  readonly previousQemuLog: string
  readonly serialLog: (deviceId: string) => string
  /** The last picture of the screen, from before the last run ended. */
  readonly lastPicture: string
  /** What lives while the guest runs: sockets and the record of its process. */
  readonly runtimeDir: string
  readonly runFile: string
  readonly pidFile: string
  /** The last picture of the screen while the guest runs. */
  readonly picture: string
  readonly qmpSocket: string
  readonly vncSocket: string
  readonly serialSocket: (deviceId: string) => string
  readonly agentSocket: string
  /** Of the helper that serves a device, or of a part by its name (tpm). */
  readonly helperSocket: (name: string) => string
  readonly helperLog: (name: string) => string
  /** What a disposable run writes instead of the device's image. */
  readonly overlay: (deviceId: string) => string
  /** UEFI's variables. */
  readonly nvram: string
  /** Which firmware they belong to. */
  readonly nvramOrigin: string
  /** Those of the other firmware, from before Secure Boot was switched. */
  readonly parkedNvram: (kind: string) => string
  /** swtpm's state. */
  readonly tpmDir: string
  /** Names and notes of snapshots; their content is in the images. */
  readonly snapshotsFile: string
  /** The memory of a guest that was saved, and what belongs to it. */
  readonly savedState: string
  readonly savedFile: string
  /** The memory while it is being written. */
  readonly unfinishedState: string
  /** What savedFile becomes at the moment in which the guest goes on. */
  readonly resumedFile: string
  /** What a save that is under way has to undo; a device's id holds no dot. */
  readonly savingFile: string
  /** Files that were given to the account that QEMU runs as, and what they were before. */
  readonly handedOver: string
  readonly saveSocket: string
}

export interface Paths {
  readonly configDir: string
  readonly settingsFile: string
  /** The desktop's entry that starts the app at login. */
  readonly autostartFile: string
  /** What was done once and is not done again. */
  readonly marksFile: string
  readonly dataDir: string
  readonly stateDir: string
  readonly cacheDir: string
  readonly runtimeDir: string
  readonly guestsDir: string
  /** Of the guests' own state directories. */
  readonly guestStatesDir: string
  readonly ownerLock: string
  /** What was done and what failed, one entry of JSON a line. */
  readonly journalFile: string
  /** Guests that were saved because the session or the app ended, until their user was asked. */
  readonly savedByLeavingFile: string
  /** Which version of Guesthouse was last open. */
  readonly lastVersionFile: string
  readonly capabilitiesCache: string
  readonly accelerationCache: string
  /** What was learnt of helpers and sockets, by subject. */
  readonly hostCache: (subject: string) => string
  /** Sockets of the private networks, by the network's name. */
  readonly networkSocket: (name: string) => string
  readonly networksDir: string
  readonly guest: (id: string) => GuestPaths
}

/**
 * Every path that Guesthouse owns, from the XDG base directories (freedesktop.org basedir-spec 0.8).
 * Relative values of the variables are ignored, as the specification asks.
 */
export function resolvePaths(env: NodeJS.ProcessEnv): Paths {
  const home = env['HOME'] || homedir()
  const shared = (variable: string, fallback: string): string => {
    const value = env[variable]
    return value?.startsWith('/') ? value : fallback
  }
  const base = (variable: string, fallback: string): string =>
    join(shared(variable, fallback), 'guesthouse')
  const configHome = shared('XDG_CONFIG_HOME', join(home, '.config'))
  return pathsFrom({
    configDir: join(configHome, 'guesthouse'),
    autostartFile: join(configHome, 'autostart/org.guesthouse.Guesthouse.desktop'),
    dataDir: base('XDG_DATA_HOME', join(home, '.local/share')),
    stateDir: base('XDG_STATE_HOME', join(home, '.local/state')),
    cacheDir: base('XDG_CACHE_HOME', join(home, '.cache')),
    runtimeDir: runtimeBase(env),
  })
}

/** Where the files of the system daemon are; by purpose, as hier(7) has it. */
export interface SystemBases {
  readonly configDir: string
  readonly dataDir: string
  readonly stateDir: string
  readonly cacheDir: string
  readonly runtimeDir: string
}

const systemBases: SystemBases = {
  configDir: '/etc/guesthouse',
  dataDir: '/var/lib/guesthouse',
  stateDir: '/var/log/guesthouse',
  cacheDir: '/var/cache/guesthouse',
  runtimeDir: '/run/guesthouse',
}

/**
 * Where systemd says that a service's files are (systemd.exec(5), "Environment Variables Set or
 * Propagated by the Service Manager"): the first directory of each kind.
 */
export function systemBasesOf(env: NodeJS.ProcessEnv): SystemBases {
  const first = (variable: string, usual: string): string => env[variable]?.split(':')[0] || usual
  return {
    configDir: first('CONFIGURATION_DIRECTORY', systemBases.configDir),
    dataDir: first('STATE_DIRECTORY', systemBases.dataDir),
    stateDir: first('LOGS_DIRECTORY', systemBases.stateDir),
    cacheDir: first('CACHE_DIRECTORY', systemBases.cacheDir),
    runtimeDir: first('RUNTIME_DIRECTORY', systemBases.runtimeDir),
  }
}

/** Every path of the guests that belong to the computer. Throws SOCKET_PATH_TOO_LONG. */
export function systemPaths(bases: Partial<SystemBases> = {}): Paths {
  const all = { ...systemBases, ...bases }
  checkSocketPath(all.runtimeDir + '.'.repeat(SOCKET_NAME_MAX_BYTES))
  // Nobody logs in to it, so nothing starts there.
  return pathsFrom({ ...all, autostartFile: join(all.configDir, 'autostart.desktop') })
}

function pathsFrom(bases: SystemBases & { readonly autostartFile: string }): Paths {
  const { configDir, autostartFile, dataDir, stateDir, cacheDir, runtimeDir } = bases
  const guestsDir = join(dataDir, 'guests')
  return {
    configDir,
    settingsFile: join(configDir, 'settings.json'),
    autostartFile,
    marksFile: join(stateDir, 'marks.json'),
    dataDir,
    stateDir,
    cacheDir,
    runtimeDir,
    guestsDir,
    guestStatesDir: join(stateDir, 'guests'),
    ownerLock: join(guestsDir, '.owner'),
    journalFile: join(stateDir, 'journal.jsonl'),
    savedByLeavingFile: join(stateDir, 'saved-by-leaving.json'),
    lastVersionFile: join(stateDir, 'version.json'),
    capabilitiesCache: join(cacheDir, 'qemu-capabilities.json'),
    accelerationCache: join(cacheDir, 'acceleration.json'),
    hostCache: (subject) => join(cacheDir, `${subject}.json`),
    networksDir: join(runtimeDir, 'networks'),
    networkSocket: (name) => join(runtimeDir, 'networks', name),
    guest: (id) => guestPaths(id, guestsDir, stateDir, runtimeDir),
  }
}

/** Bytes that the longest socket's name takes below the runtime directory: "/", a uuid, "/h-", an id. */
const SOCKET_NAME_MAX_BYTES = 1 + 36 + 3 + 16

/**
 * Without a session manager there is no XDG_RUNTIME_DIR; a private directory in /tmp stands in. So it
 * does where the variable's value is too long for the sockets of a guest, one for each value.
 */
function runtimeBase(env: NodeJS.ProcessEnv): string {
  const value = env['XDG_RUNTIME_DIR']
  const standIn = `/tmp/guesthouse-${userInfo().uid}`
  if (!value?.startsWith('/')) return standIn
  const base = join(value, 'guesthouse')
  if (Buffer.byteLength(base) + SOCKET_NAME_MAX_BYTES <= SOCKET_PATH_MAX_BYTES) return base
  return `${standIn}-${createHash('sha256').update(value).digest('hex').slice(0, 8)}`
}

/** A disk's image in a folder of a guest's disks. */
export const diskFile = (folder: string, deviceId: string, format: DiskFormat = 'qcow2'): string =>
  join(folder, `${deviceId}.${format}`)

function guestPaths(id: string, guestsDir: string, stateBase: string, runBase: string): GuestPaths {
  // Not by join(): the parts are in order already, and for a thousand guests it takes 90 ms.
  const dir = `${guestsDir}/${id}`
  const stateDir = `${stateBase}/guests/${id}`
  const runtimeDir = `${runBase}/${id}`
  return {
    dir,
    configFile: `${dir}/guest.json`,
    deletedConfigFile: `${dir}/guest.json.deleted`,
    accessFile: `${dir}/access.json`,
    disk: (deviceId, format) => diskFile(dir, deviceId, format),
    snapshotsDir: `${dir}/snapshots`,
    snapshotTpmDir: (snapshotId) => `${dir}/snapshots/${snapshotId}.tpm`,
    snapshotPicture: (snapshotId) => `${dir}/snapshots/${snapshotId}.png`,
    stateDir,
    qemuLog: `${stateDir}/qemu.log`,
    previousQemuLog: `${stateDir}/qemu.log.1`,
    serialLog: (deviceId) => `${stateDir}/${deviceId}.log`,
    lastPicture: `${stateDir}/screen.png`,
    runtimeDir,
    runFile: `${runtimeDir}/run.json`,
    pidFile: `${runtimeDir}/pid`,
    picture: `${runtimeDir}/screen.png`,
    qmpSocket: `${runtimeDir}/qmp`,
    vncSocket: `${runtimeDir}/vnc`,
    serialSocket: (deviceId) => `${runtimeDir}/${deviceId}`,
    agentSocket: `${runtimeDir}/agent`,
    helperSocket: (name) => `${runtimeDir}/h-${name}`,
    helperLog: (name) => `${stateDir}/${name}-helper.log`,
    overlay: (deviceId) => `${dir}/${deviceId}.overlay`,
    nvram: `${dir}/nvram.qcow2`,
    nvramOrigin: `${dir}/nvram.json`,
    parkedNvram: (kind) => `${dir}/nvram.${kind}.qcow2`,
    tpmDir: `${dir}/tpm`,
    snapshotsFile: `${dir}/snapshots.json`,
    savedState: `${dir}/saved.state`,
    savedFile: `${dir}/saved.json`,
    unfinishedState: `${dir}/saved.state.part`,
    resumedFile: `${dir}/saved.json.resumed`,
    savingFile: `${runtimeDir}/saving.json`,
    handedOver: `${dir}/handed-over.json`,
    saveSocket: `${runtimeDir}/save.sock`,
  }
}

/** Throws SOCKET_PATH_TOO_LONG where the kernel would refuse the path. */
export function checkSocketPath(path: string): string {
  if (Buffer.byteLength(path) > SOCKET_PATH_MAX_BYTES) {
    throw new GuesthouseError('SOCKET_PATH_TOO_LONG', { path })
  }
  return path
}
