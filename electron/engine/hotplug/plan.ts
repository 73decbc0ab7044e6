import {
  deviceLists,
  type GuestConfig,
  type NicConfig,
} from '../../../shared/domain/guest-config.ts'
import { type Change, devicesOf, differences, fieldOf, same } from './diff.ts'
import { comesAndGoes, controllerOf, isPci, pluggables } from './pluggable.ts'
import type { Pluggable, Step } from './step.ts'

/** What can be changed in the QEMU at hand, as it tells itself (run-facts.ts). */
export interface HotplugCapabilities {
  /** Ids of the devices that the guest has. */
  readonly devices: ReadonlySet<string>
  /** How many PCI devices can be plugged in. */
  readonly freeSlots: number
  /** What QEMU was started with: a balloon takes from that and gives back up to it. */
  readonly startedMiB: number
  /** What the guest writes is thrown away when it stops. */
  readonly disposable: boolean
}

export interface ChangePlan {
  /** In the order in which they are to be done. */
  readonly live: readonly Step[]
  /** True as soon as it is written: QEMU has no part in it. */
  readonly atOnce: readonly string[]
  /** What holds after the next start. */
  readonly later: readonly string[]
}

/** Fields that are the engine's own, for people and for its rules. */
const NOT_OF_QEMU: ReadonlySet<string> = new Set([
  ...['name', 'autostart', 'atLogout', 'restartAfterCrash', 'template'],
])

/** What makes room comes first; what the guest may refuse comes before what it cannot. */
const ORDER: readonly Step['kind'][] = [
  'remove',
  'medium',
  'add',
  'clipboard',
  'forwards',
  'link',
  'balloon',
]

/**
 * What of the way from `running` to `wanted` can be gone now, and what holds after the next start.
 * Pure. No field is in two of the three.
 */
export function planChanges(
  running: GuestConfig,
  wanted: GuestConfig,
  capabilities: HotplugCapabilities,
): ChangePlan {
  const live: Step[] = []
  const atOnce: string[] = []
  const later: string[] = []
  const planner = new Planner(running, wanted, capabilities)
  // Removals make room: of slots, and of ids.
  const changes = differences(running, wanted)
  const first = changes.filter(({ kind }) => kind === 'removed')
  const rest = changes.filter(({ kind }) => kind !== 'removed')
  for (const change of [...first, ...rest]) {
    const steps = planner.plan(change)
    if (steps === 'later') later.push(fieldOf(change))
    else if (steps === 'at-once') atOnce.push(fieldOf(change))
    else live.push(...steps)
  }
  live.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  return { live, atOnce, later }
}

type Verdict = 'later' | 'at-once' | readonly Step[]

class Planner {
  readonly #running: GuestConfig
  readonly #wanted: GuestConfig
  readonly #capabilities: HotplugCapabilities
  readonly #takenIds: Set<string>
  #freeSlots: number

  constructor(running: GuestConfig, wanted: GuestConfig, capabilities: HotplugCapabilities) {
    this.#running = running
    this.#wanted = wanted
    this.#capabilities = capabilities
    this.#freeSlots = capabilities.freeSlots
    this.#takenIds = new Set(idsOf(running))
  }

  plan(change: Change): Verdict {
    if (change.kind === 'order') return 'later'
    if (change.kind === 'field') return this.#field(change.key)
    if (change.kind === 'device') return this.#changed(change)
    const config = change.kind === 'removed' ? this.#running : this.#wanted
    const device = pluggable(config, change)
    if (device === null || !this.#canPlug(device)) return 'later'
    return change.kind === 'removed' ? this.#remove(change, device) : this.#add(change, device)
  }

  #field(key: string): Verdict {
    if (NOT_OF_QEMU.has(key)) return 'at-once'
    if (key === 'clipboard') return this.#clipboard()
    if (key !== 'memoryMiB' || !this.#capabilities.devices.has('balloon')) return 'later'
    const { memoryMiB: toMiB } = this.#wanted
    if (toMiB > this.#capabilities.startedMiB) return 'later'
    return [{ field: key, kind: 'balloon', fromMiB: this.#running.memoryMiB, toMiB }]
  }

  /** Which way it goes is for those who show the screen to mind, once the guest has its channel. */
  #clipboard(): Verdict {
    const { devices } = this.#capabilities
    if (this.#wanted.clipboard === 'off') {
      // Saved memory holds the controller of the channels: the configuration must tell of it.
      return this.#running.agent || !devices.has('clipboard') ? 'at-once' : 'later'
    }
    if (devices.has('clipboard')) return 'at-once'
    if (this.#running.display !== 'vnc' || !devices.has('virtio-serial')) return 'later'
    return [{ field: 'clipboard', kind: 'clipboard' }]
  }

  #remove(change: Change, device: Pluggable): Verdict {
    this.#takenIds.delete(device.config.id)
    if (isPci(device)) this.#freeSlots += 1
    return [{ field: fieldOf(change), kind: 'remove', device }]
  }

  #add(change: Change, device: Pluggable): Verdict {
    const { id } = device.config
    if (this.#takenIds.has(id)) return 'later'
    if (isPci(device)) {
      if (this.#freeSlots < 1) return 'later'
      this.#freeSlots -= 1
    }
    this.#takenIds.add(id)
    return [{ field: fieldOf(change), kind: 'add', device }]
  }

  #changed(change: Change & { kind: 'device' }): Verdict {
    const { id, list, key } = change
    const field = fieldOf(change)
    if (list === 'disks') return key === 'managed' ? 'at-once' : 'later'
    if (list === 'cdroms' && key === 'path') {
      const from = this.#running.cdroms.find((cdrom) => cdrom.id === id)
      const to = this.#wanted.cdroms.find((cdrom) => cdrom.id === id)
      // The drive stays as it is, whatever else is to change about it.
      return from && to
        ? [{ field, kind: 'medium', from, to: { ...from, path: to.path } }]
        : 'later'
    }
    if (list === 'nics') return this.#changedNic(field, id, key)
    if (list === 'usbDevices' && key === 'match') {
      const from = pluggable(this.#running, change)
      const to = pluggable(this.#wanted, change)
      if (from === null || to === null || !this.#canPlug(to)) return 'later'
      return [
        { field, kind: 'remove', device: from },
        { field, kind: 'add', device: to },
      ]
    }
    return 'later'
  }

  #changedNic(field: string, id: string, key: string): Verdict {
    const from = this.#running.nics.find((nic) => nic.id === id)
    const to = this.#wanted.nics.find((nic) => nic.id === id)
    if (from === undefined || to === undefined) return 'later'
    if (key === 'connected') return [{ field, kind: 'link', nic: id, connected: to.connected }]
    if (key === 'network' && onlyForwardsDiffer(from, to))
      return [{ field, kind: 'forwards', from, to }]
    return 'later'
  }

  /** Whether QEMU and the bus that the device belongs on let it come and go. */
  #canPlug(device: Pluggable): boolean {
    const { devices, disposable } = this.#capabilities
    if (!comesAndGoes(device)) return false
    const controller = controllerOf(device)
    if (controller !== null && !devices.has(controller)) return false
    // QEMU itself executes the bridge's helper; one that runs sandboxed would be killed for it.
    if (device.list === 'nics') return device.config.network.kind !== 'bridge'
    // In a disposable run a disk has a file above it that is made before the start.
    return device.list !== 'disks' || device.config.readOnly || !disposable
  }
}

const idsOf = (config: GuestConfig): string[] =>
  deviceLists.flatMap((list) => devicesOf(config, list).map(({ id }) => id))

/** null where devices of the list stay for as long as the guest runs. */
const pluggable = (
  config: GuestConfig,
  { list, id }: { readonly list: string; readonly id: string },
): Pluggable | null =>
  pluggables(config).find((device) => device.list === list && device.config.id === id) ?? null

function onlyForwardsDiffer(from: NicConfig, to: NicConfig): boolean {
  if (from.network.kind !== 'user' || to.network.kind !== 'user') return false
  return same({ ...from.network, forwards: [] }, { ...to.network, forwards: [] })
}
