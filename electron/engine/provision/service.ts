import { stat } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { FirmwareOffer } from '../../../shared/domain/firmware.ts'
import type { HostView } from '../../../shared/domain/guest.ts'
import type { GuestConfig, NewGuest } from '../../../shared/domain/guest-config.ts'
import type { Adopt, FoundMachine } from '../../../shared/domain/found-machines.ts'
import type { FoundSource, Provision } from '../../../shared/domain/provision.ts'
import type { Logger } from '../../platform/logger.ts'
import { diskFile, type Paths } from '../../platform/paths.ts'
import type { GuestAccount } from '../account/index.ts'
import { findQemuImg, type QemuCapabilities } from '../capabilities/index.ts'
import { findProgram } from '../capabilities/find-program.ts'
import { newGuestConfig, newGuestId } from '../guest/new-guest.ts'
import type { MachineDefaults } from '../machine-defaults.ts'
import type { JobList } from '../jobs/job-list.ts'
import type { PlannedGuest } from '../storage/clone-guest.ts'
import { Slots } from '../groups/slots.ts'
import { acceptedBacking } from '../storage/adopt-disk.ts'
import { checkDiskFile } from '../storage/check-disk-file.ts'
import { convertImage, type ImageTools } from '../storage/copy-image.ts'
import { knownFormat } from '../storage/image-format.ts'
import { describeImage } from '../storage/describe-image.ts'
import { newDisksFolder, placeToFill } from '../store/disks-folder.ts'
import { describeDiskImage } from './describe-disk-image.ts'
import { diskId, guestOf, type MachineDraft } from './draft.ts'
import type { HostOffer } from './host-offer.ts'
import { describeIso } from './iso/describe-iso.ts'
import { describeFile, describeMember } from './describe-disks.ts'
import { lookAtDisk } from './libvirt/look-at-disk.ts'
import { parseDomain } from './libvirt/parse-domain.ts'
import { planDomain } from './libvirt/plan-domain.ts'
import { planAdoption } from './other-managers/adopt-machine.ts'
import { findMachines } from './other-managers/find-machines.ts'
import { readMachine } from './other-managers/read-machine.ts'
import { planOva } from './ova/plan-ova.ts'
import { readOva } from './ova/read-ova.ts'
import { type RangeFile, withRanges } from './read-range.ts'
import { type RecognisedSource, recogniseSource } from './recognise-source.ts'
import { Remarks } from './remarks.ts'
import { sourceError } from './source-error.ts'

export interface ProvisionContext {
  readonly paths: Paths
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  readonly account: Pick<GuestAccount, 'ofSession'>
  readonly jobs: JobList
  readonly host: () => HostView
  readonly qemu: () => Promise<Pick<QemuCapabilities, 'machineTypes'>>
  readonly firmware: () => Promise<FirmwareOffer>
  readonly defaults: () => MachineDefaults
  /** Of the guests that there are. */
  readonly configs: () => readonly GuestConfig[]
  /** Makes a guest's folder and shows it. */
  readonly add: (guest: PlannedGuest) => Promise<{ readonly id: string }>
}

type Described = Extract<Provision, { readonly kind: 'ova' | 'libvirt' }>

/** Makes machines of files: installation images, disks, OVAs and what other managers have. */
export class ProvisionService {
  readonly #context: ProvisionContext
  /** One after the other: copies would only slow each other down. */
  readonly #adoptions = new Slots(1)

  constructor(context: ProvisionContext) {
    this.#context = context
  }

  /**
   * What a file is and the machine that it would make; changes nothing. Rejects with what
   * checkDiskFile, recogniseSource and the readers of each kind say.
   */
  async inspect(path: string): Promise<FoundSource> {
    await checkDiskFile(path, { writable: false })
    const remarks = new Remarks()
    return withRanges(path, async (file) => {
      const recognised = await recogniseSource(file, path)
      const source = await this.#describe(file, path, recognised, remarks)
      return { path, bytes: file.bytes, source, remarks: remarks.list() }
    })
  }

  /**
   * Makes the machine, as a job that can be cancelled; where it fails nothing is left behind. The
   * file is read anew, and refused where it has become another kind.
   */
  create(input: Provision): Promise<{ readonly id: string }> {
    return this.#context.jobs.run(
      { kind: 'provision', guest: null, name: nameOf(input) },
      async (job) => {
        const tools = { qemuImg: await findQemuImg(this.#context.env), job }
        const planned =
          input.kind === 'disk'
            ? await this.#planDiskCopy(input.guest, tools)
            : await this.#planDescribed(input, tools)
        return this.#context.add(planned)
      },
    )
  }

  async findMachines(): Promise<FoundMachine[]> {
    const { account, env, configs } = this.#context
    if (!account.ofSession) return []
    return findMachines({ env, offer: await this.#offer(), configs: configs() })
  }

  /** As `create`, of a machine of another manager, which is left as it is. */
  async adopt(input: Adopt): Promise<{ readonly id: string }> {
    const { account, env, logger, jobs, configs, qemu, add } = this.#context
    if (!account.ofSession) throw new GuesthouseError('ADOPTION_ONLY_IN_SESSION')
    const machine = await readMachine(input.path, await this.#offer(), env)
    const { name } = machine.draft
    return jobs.run({ kind: 'provision', guest: null, name }, (job) =>
      this.#adoptions.run(async () => {
        job.signal.throwIfAborted()
        const [{ machineTypes }, qemuImg] = await Promise.all([qemu(), findQemuImg(env)])
        const place = this.#placeOf(newGuestId(), name)
        const host = { machineTypes, env, logger, configs: configs() }
        const tools = { qemuImg, job }
        return add(await planAdoption(machine, input, { ...place, ...host, tools }))
      }),
    )
  }

  /** The folders of a new guest. */
  #placeOf(id: string, name: string) {
    const { paths, defaults } = this.#context
    const folder = newDisksFolder(paths, defaults().disksFolder, { id, name })
    return { id, paths: paths.guest(id), folder }
  }

  async #describe(
    file: RangeFile,
    path: string,
    recognised: RecognisedSource,
    remarks: Remarks,
  ): Promise<FoundSource['source']> {
    const offer = await this.#offer()
    const source = { path, offer, remarks }
    if (recognised.kind === 'iso') return describeIso(file, recognised.volume, source)
    const qemuImg = await findQemuImg(this.#context.env)
    switch (recognised.kind) {
      case 'other':
        return describeDiskImage(await describeImage({ qemuImg, path }), file.bytes, offer)
      case 'archive': {
        const ova = await readOva(file, source)
        const disks = await Promise.all(
          ova.draft.disks.map(async (disk, index) => ({
            id: diskId(index),
            ...(await describeMember(qemuImg, path, ova, disk)),
          })),
        )
        return { kind: 'ova', config: shownConfig(ova.draft, path), disks }
      }
      case 'domain': {
        const draft = parseDomain(recognised.domain, source)
        const disks = await Promise.all(
          draft.disks.map(async (disk, index) => ({
            id: diskId(index),
            ...(await describeFile(qemuImg, disk)),
          })),
        )
        return { kind: 'libvirt', config: shownConfig(draft, path), disks }
      }
    }
  }

  async #planDescribed(input: Described, tools: ImageTools): Promise<PlannedGuest> {
    const { path, kind } = input
    await checkDiskFile(path, { writable: false })
    return withRanges(path, async (file) => {
      const recognised = await recogniseSource(file, path)
      const source = { path, offer: await this.#offer(), remarks: new Remarks() }
      const made = { ...this.#placeOf(newGuestId(), input.name), path, tools }
      if (kind === 'ova' && recognised.kind === 'archive') {
        const ova = await readOva(file, source)
        return planOva(ova, { ...made, draft: asWanted(ova.draft, input) })
      }
      if (kind === 'libvirt' && recognised.kind === 'domain') {
        const draft = asWanted(parseDomain(recognised.domain, source), input)
        const { disks: how, acceptBacking = [] } = input
        return planDomain(draft, { ...made, how, acceptBacking })
      }
      throw sourceError('SOURCE_NOT_READ', path, 'changed')
    })
  }

  async #planDiskCopy(guest: NewGuest, tools: ImageTools): Promise<PlannedGuest> {
    const { disk } = guest
    if (disk.kind !== 'existing') {
      throw new GuesthouseError('INVALID_INPUT', { reason: 'no disk to copy' })
    }
    const { path, acceptBacking = [] } = disk
    const report = await describeImage({ qemuImg: tools.qemuImg, path })
    // Refuses what nothing can be made of.
    describeDiskImage(report, (await stat(path)).size, await this.#offer())
    const { format, backing } = await lookAtDisk(tools.qemuImg, path, knownFormat(report.format))
    const from = { path, format, backing: acceptedBacking(path, backing, acceptBacking) }
    const { id, paths, folder } = this.#placeOf(newGuestId(), guest.name)
    const diskPath = diskFile(folder, 'disk0')
    const own = { ...guest, disk: { kind: 'new', sizeBytes: report.virtualSizeBytes } } as const
    const existing = { format: 'qcow2' as const, backing: [] }
    const config = newGuestConfig(own, id, {
      ...{ diskPath, existing, now: Date.now(), defaults: this.#context.defaults() },
    })
    const fill = (directory: string): Promise<void> =>
      convertImage(tools, from, {
        path: placeToFill(diskPath, paths.dir, directory),
        format: 'qcow2',
      })
    return { config, fill }
  }

  async #offer(): Promise<HostOffer> {
    const { env, host, firmware, logger } = this.#context
    const [swtpm, offered] = await Promise.all([
      findProgram({ names: ['swtpm'], env }),
      // Without QEMU nothing is known of firmware; what the file is can be told all the same.
      firmware().catch((error: unknown) => {
        logger.info('firmware is not known', { error })
        return { uefi: false, secureBoot: 'none' } as const
      }),
    ])
    return { resources: host(), firmware: offered, tpm: swtpm !== null }
  }
}

const nameOf = (input: Provision): string => (input.kind === 'disk' ? input.guest.name : input.name)

/** The description with what the person has changed of it. */
function asWanted(draft: MachineDraft, { name, memoryMiB, cpus }: Described): MachineDraft {
  const sameCpus = draft.parts.cpus === cpus
  const parts = { ...draft.parts, memoryMiB, cpus }
  // A topology is that of its number of processors.
  return { ...draft, name, parts: sameCpus ? parts : { ...parts, cpu: { model: 'auto' } } }
}

const shownConfig = (draft: MachineDraft, path: string) =>
  guestOf(draft, { path, now: Date.now() }, [])
