import { type QmpClient, startedMemoryMiB } from '../qmp/index.ts'
import type { HotplugCapabilities } from './plan.ts'

const PERIPHERAL = '/machine/peripheral'
/** Slots of a conventional PCI bus. */
const PCI_SLOTS = 32

/** Devices with ids, by their QOM types. */
async function peripherals(qmp: QmpClient): Promise<ReadonlyMap<string, string>> {
  const properties = await qmp.execute('qom-list', { path: PERIPHERAL })
  const children = properties.flatMap(({ name, type }): [string, string][] => {
    const child = /^child<(.+)>$/.exec(type)?.[1]
    return child === undefined ? [] : [[name, child]]
  })
  return new Map(children)
}

/**
 * Root ports with nothing in them, by name. Asked of the object tree: query-pci finds what is
 * behind a port by the bus number that the firmware gives it, and sees nothing before.
 */
async function freeRootPorts(
  qmp: QmpClient,
  devices: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const ports = [...devices].filter(([, type]) => type === 'pcie-root-port').map(([id]) => id)
  const occupied = await Promise.all(
    ports.map(async (port) => {
      const properties = await qmp.execute('qom-list', { path: `${PERIPHERAL}/${port}/${port}` })
      return properties.some(({ name }) => name.startsWith('child['))
    }),
  )
  return ports
    .filter((_, index) => occupied[index] === false)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

/** The bus of a machine without PCI Express (pc_piix.c), on which devices come and go as they are. */
async function conventionalBus(qmp: QmpClient): Promise<{ bus: string; free: number } | null> {
  const machine = await qmp.execute('qom-list', { path: '/machine' })
  if (!machine.some(({ name }) => name === 'i440fx')) return null
  const [root] = await qmp.execute('query-pci')
  const taken = new Set(root?.devices.map(({ slot }) => slot))
  return { bus: 'pci.0', free: PCI_SLOTS - taken.size }
}

/** Where the next PCI device can be plugged in; null where every slot is taken. */
export async function findFreeSlot(qmp: QmpClient): Promise<string | null> {
  const [port] = await freeRootPorts(qmp, await peripherals(qmp))
  if (port !== undefined) return port
  const conventional = await conventionalBus(qmp)
  return conventional !== null && conventional.free > 0 ? conventional.bus : null
}

/** What QEMU tells of itself now. */
export async function readRunFacts(
  qmp: QmpClient,
  { disposable }: { readonly disposable: boolean },
): Promise<HotplugCapabilities> {
  const devices = await peripherals(qmp)
  const [ports, conventional, startedMiB] = await Promise.all([
    freeRootPorts(qmp, devices),
    conventionalBus(qmp),
    startedMemoryMiB(qmp),
  ])
  return {
    devices: new Set(devices.keys()),
    freeSlots: ports.length + (conventional?.free ?? 0),
    startedMiB,
    disposable,
  }
}
