import { stat } from 'node:fs/promises'
import type { FoundMachine, MachineOrigin } from '../../../../shared/domain/found-machines.ts'
import { GuesthouseError, toErrorData } from '../../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { Slots } from '../../groups/slots.ts'
import { findBacking } from '../../storage/backing-chain.ts'
import { checkDiskFile } from '../../storage/check-disk-file.ts'
import { guestOf } from '../draft.ts'
import type { HostOffer } from '../host-offer.ts'
import { nameOfFile } from '../name-of-file.ts'
import { originOf } from './adopted-from.ts'
import { diskFilesOf, type DisksHere, disksOf, isRunning, isSaved } from './in-use.ts'
import { descriptionsIn, homeOf, libvirtPlaces } from './libvirt-places.ts'
import type { OtherMachine } from './other-machine.ts'
import { findConfFiles } from './quickemu/find-files.ts'
import { isQuickemuFile, readMachine } from './read-machine.ts'

/** ms for one machine; a network share that is gone never answers. */
const PATIENCE_MS = 5_000
/** Machines that are looked at at once. */
const LOOKS_AT_ONCE = 8

interface MachineFile {
  readonly origin: MachineOrigin
  readonly path: string
}

interface Look {
  readonly env: NodeJS.ProcessEnv
  readonly offer: HostOffer
  /** Of the guests here. */
  readonly configs: readonly GuestConfig[]
}

/**
 * The machines of the session's libvirt, of GNOME Boxes and of Quickemu, in that order, by name. What
 * is not usable is there with the reason. Nothing is executed, and nothing changed.
 */
export async function findMachines(look: Look): Promise<FoundMachine[]> {
  const [files, here] = await Promise.all([machineFiles(look.env), disksOf(look.configs)])
  const adopted = new Set(look.configs.map(originOf))
  const slots = new Slots(LOOKS_AT_ONCE)
  const found = await Promise.all(
    files.map((file) => slots.run(() => unlessSilent(file, lookAt(file, look, here, adopted)))),
  )
  const order: readonly MachineOrigin[] = ['libvirt', 'boxes', 'quickemu']
  return found.sort(
    (a, b) =>
      order.indexOf(a.origin) - order.indexOf(b.origin) || a.name.localeCompare(b.name, 'en'),
  )
}

async function machineFiles(env: NodeJS.ProcessEnv): Promise<MachineFile[]> {
  const [described, confs] = await Promise.all([
    Promise.all(
      libvirtPlaces(env).map(async (place) =>
        (await descriptionsIn(place)).map(
          (path): MachineFile => ({ origin: place.isBoxes ? 'boxes' : 'libvirt', path }),
        ),
      ),
    ),
    findConfFiles(homeOf(env)),
  ])
  const ours = await Promise.all(confs.map(isQuickemuFile))
  const quickemu = confs.filter((_, index) => ours[index] === true)
  return [
    ...described.flat(),
    ...quickemu.map((path): MachineFile => ({ origin: 'quickemu', path })),
  ]
}

async function lookAt(
  { origin, path }: MachineFile,
  { env, offer }: Look,
  here: DisksHere,
  adopted: ReadonlySet<string | null>,
): Promise<FoundMachine> {
  try {
    const machine = await readMachine(path, offer, env)
    const { draft } = machine
    // Refuses settings that no machine here can have.
    guestOf(draft, { path, now: 0 }, [])
    const files = diskFilesOf(machine)
    const user = await here.userOf(files)
    const [disks, below, problem] = await Promise.all([
      Promise.all(files.map(async (file) => ({ path: file, bytes: await spaceTaken(file) }))),
      filesBelow(machine),
      problemOf(machine),
    ])
    return {
      ...{ origin: machine.origin, path, name: draft.name, memoryMiB: draft.parts.memoryMiB },
      ...{ disks, backing: below.names, backingBytes: await spaceOf(below.names) },
      // What a machine here has open is no other manager's doing.
      running: user === undefined && (await isRunning(machine)),
      taken: user !== undefined || adopted.has(path),
      problem: problem ?? below.problem,
    }
  } catch (error) {
    return unusable({ origin, path }, error)
  }
}

/** Bytes; what cannot be looked at is named as the machine's problem. */
const spaceOf = async (paths: readonly string[]): Promise<number> => {
  const sizes = await Promise.all(paths.map(spaceTaken))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

async function unlessSilent(file: MachineFile, look: Promise<FoundMachine>): Promise<FoundMachine> {
  let timer: NodeJS.Timeout | undefined
  const silent = new Promise<FoundMachine>((resolve) => {
    const { path } = file
    timer = setTimeout(
      () => resolve(unusable(file, new GuesthouseError('FOUND_MACHINE_SILENT', { path }))),
      PATIENCE_MS,
    )
  })
  return Promise.race([look, silent]).finally(() => clearTimeout(timer))
}

/** All that is known of a machine whose file, or whose disks, cannot be read. */
const unusable = ({ origin, path }: MachineFile, error: unknown): FoundMachine => ({
  ...{ origin, path, name: nameOfFile(path.replace(/\.conf$/, '')), memoryMiB: null },
  ...{
    disks: [],
    backing: [],
    backingBytes: 0,
    running: false,
    taken: false,
    problem: toErrorData(error),
  },
})

async function problemOf(machine: OtherMachine): Promise<FoundMachine['problem']> {
  try {
    if (await isSaved(machine)) {
      throw new GuesthouseError('FOUND_MACHINE_SAVED', { name: machine.draft.name })
    }
    for (const path of diskFilesOf(machine)) await checkDiskFile(path, { writable: false })
    return null
  } catch (error) {
    return toErrorData(error)
  }
}

/** What the machine's disks build on; of each the header is read. */
async function filesBelow(
  machine: OtherMachine,
): Promise<{ readonly names: string[]; readonly problem: FoundMachine['problem'] }> {
  const names: string[] = []
  try {
    for (const { origin } of machine.draft.disks) {
      if (origin.kind !== 'file' || origin.format !== 'qcow2') continue
      for (const { name, problem } of await findBacking(origin.path)) {
        if (problem !== null) {
          throw new GuesthouseError('BACKING_MISSING', { path: origin.path, backing: name })
        }
        names.push(name)
      }
    }
    return { names: [...new Set(names)], problem: null }
  } catch (error) {
    return { names: [...new Set(names)], problem: toErrorData(error) }
  }
}

/** Bytes on the disk; 0 where it is gone. */
const spaceTaken = (path: string): Promise<number> =>
  stat(path).then(
    ({ blocks }) => blocks * 512,
    () => 0,
  )
