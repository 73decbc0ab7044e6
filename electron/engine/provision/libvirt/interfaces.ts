import { networkSchema, nicSchema } from '../../../../shared/domain/config/network.ts'
import { randomMac } from '../../guest/new-guest.ts'
import { plainText, type Remarks } from '../remarks.ts'
import type { Xml } from '../xml.ts'
import type { DomainSource } from './parse-domain.ts'

/** Models that libvirt lets QEMU have, as those that a guest of ours may. */
const MODELS: Readonly<Record<string, 'virtio' | 'e1000e' | 'rtl8139'>> = {
  ...{ virtio: 'virtio', 'virtio-transitional': 'virtio', 'virtio-non-transitional': 'virtio' },
  ...{ e1000e: 'e1000e', rtl8139: 'rtl8139' },
}
/** The others' nearest relatives. */
const RELATIVES: Readonly<Record<string, 'e1000e' | 'rtl8139'>> = {
  ...{ e1000: 'e1000e', 'e1000-82544gc': 'e1000e', 'e1000-82545em': 'e1000e', igb: 'e1000e' },
  ...{ vmxnet3: 'e1000e', pcnet: 'rtl8139', ne2k_pci: 'rtl8139', i82551: 'rtl8139' },
}

const EXTRAS = ['bandwidth', 'vlan', 'filterref', 'virtualport', 'port', 'tune', 'ip', 'route']
const FORWARDS_MAX = 64

export function interfacesOf(devices: Xml | undefined, { remarks }: DomainSource): object[] {
  return (devices?.children('interface') ?? []).map((element, index) => ({
    id: `net${index}`,
    mac: macOf(element, remarks),
    model: modelOf(element, remarks),
    connected: element.child('link')?.attribute('state') !== 'down',
    network: networkOf(element, remarks),
  }))
}

/** Where it is connected: a bridge stays one, and all else becomes the user's own network. */
function networkOf(element: Xml, remarks: Remarks): object {
  for (const name of EXTRAS) {
    if (element.child(name) !== undefined) remarks.add('network-extra', { setting: name })
  }
  const type = element.attribute('type') ?? ''
  const source = element.child('source')
  if (type === 'bridge') {
    const bridge = networkSchema.safeParse({ kind: 'bridge', bridge: source?.attribute('bridge') })
    if (bridge.success) {
      remarks.add('network-bridge', { bridge: source?.attribute('bridge') ?? '' })
      return bridge.data
    }
  }
  if (type !== 'user') {
    const name = source?.attribute('network') ?? source?.attribute('dev')
    remarks.add('network-to-user', { network: plainText(name ?? type, 60) })
  }
  return { kind: 'user', forwards: type === 'user' ? forwardsOf(element) : [] }
}

/** passt's forwards: one port or a range each (formatdomain, portForward). */
function forwardsOf(element: Xml): object[] {
  const found: object[] = []
  for (const forward of element.children('portForward')) {
    const protocol = forward.attribute('proto')
    const address = forward.attribute('address')
    for (const range of forward.children('range')) {
      if (range.attribute('exclude') === 'yes') continue
      const start = Number(range.attribute('start'))
      const end = Number(range.attribute('end') ?? start)
      const to = Number(range.attribute('to') ?? start)
      for (let port = start; port <= end && found.length < FORWARDS_MAX; port++) {
        const one = { protocol, hostPort: port, guestPort: to + port - start }
        found.push({ ...one, ...(address === undefined ? {} : { address }) })
      }
    }
  }
  return found.filter((forward) => isForward(forward))
}

const isForward = (forward: object): boolean =>
  networkSchema.safeParse({ kind: 'user', forwards: [forward] }).success

function macOf(element: Xml, remarks: Remarks): string {
  const given = element.child('mac')?.attribute('address')?.toLowerCase()
  const mac = nicSchema.shape.mac.safeParse(given)
  if (mac.success) return mac.data
  if (given !== undefined) remarks.add('mac-new', { mac: given })
  return randomMac()
}

function modelOf(element: Xml, remarks: Remarks): string {
  // Without one libvirt's QEMU driver takes rtl8139.
  const given = element.child('model')?.attribute('type') ?? 'rtl8139'
  const known = MODELS[given]
  if (known !== undefined) return known
  const to = RELATIVES[given] ?? 'virtio'
  remarks.add('nic-model', { from: given, to })
  return to
}
