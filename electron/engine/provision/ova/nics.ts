import { randomMac } from '../../guest/new-guest.ts'
import { plainText, type Remarks } from '../remarks.ts'
import type { Item } from './items.ts'

/** Network cards as the guest's system has drivers for; all of them on the user's own network. */
export function nicsOf(
  items: readonly Item[],
  os: 'linux' | 'windows' | 'other',
  remarks: Remarks,
): object[] {
  return items.map((item, index) => {
    const network = item.element.textOf('Connection')
    if (network !== undefined) remarks.add('network-to-user', { network: plainText(network, 60) })
    const [model, exact] = modelOf(item.subtype, os)
    if (!exact) remarks.add('nic-model', { from: plainText(item.subtype, 40), to: model })
    // Their makers leave the address to the importer, or it belongs to VMware.
    return { id: `net${index}`, mac: randomMac(), model }
  })
}

function modelOf(subtype: string, os: string): ['virtio' | 'e1000e' | 'rtl8139', boolean] {
  if (/virtio/i.test(subtype)) return ['virtio', true]
  if (/e1000e/i.test(subtype)) return ['e1000e', true]
  if (/e1000/i.test(subtype)) return ['e1000e', false]
  if (/pcnet/i.test(subtype)) return ['rtl8139', false]
  // Every Linux of this century has virtio's driver, and Windows has none.
  return [os === 'linux' ? 'virtio' : 'e1000e', false]
}
