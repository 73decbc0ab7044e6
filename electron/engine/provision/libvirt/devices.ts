import { randomInt } from 'node:crypto'
import { shareSchema, usbDeviceSchema } from '../../../../shared/domain/config/devices.ts'
import { requireFewEnough } from '../draft.ts'
import { plainText, type Remarks } from '../remarks.ts'
import type { Xml } from '../xml.ts'
import type { DomainSource } from './parse-domain.ts'

/** Dealt with elsewhere, or part of every guest here. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['emulator', 'disk', 'interface', 'controller', 'input', 'hub', 'graphics', 'video', 'sound'],
  ...['audio', 'serial', 'console', 'channel', 'filesystem', 'vsock', 'rng', 'watchdog', 'panic'],
  ...['memballoon', 'tpm', 'hostdev', 'redirdev', 'redirfilter', 'smartcard'],
])

const SOUNDS: Readonly<Record<string, string>> = {
  ...{ ich6: 'hda-output', ich9: 'hda-output', ac97: 'ac97', virtio: 'virtio' },
}
const VIDEOS: Readonly<Record<string, string>> = {
  ...{ virtio: 'virtio', qxl: 'qxl', vga: 'vga' },
}
const ACTIONS: ReadonlySet<string> = new Set([
  ...['reset', 'shutdown', 'poweroff', 'pause', 'none', 'inject-nmi'],
])

/** The devices of a domain besides drives and network cards. */
export function deviceParts(devices: Xml | undefined, source: DomainSource): object {
  const all = (name: string): Xml[] => devices?.children(name) ?? []
  const first = (name: string): Xml | undefined => all(name)[0]
  const { path, remarks } = source
  for (const { name } of devices?.children() ?? []) {
    if (!KNOWN.has(name)) remarks.add('device-left', { device: plainText(name, 40) })
  }
  const shares = sharesOf(all('filesystem'), remarks)
  const usbDevices = usbDevicesOf(all('hostdev'), remarks)
  const serials = serialsOf(all('serial'), all('console'), remarks)
  requireFewEnough(path, 'shares', shares.length)
  requireFewEnough(path, 'usbDevices', usbDevices.length)
  requireFewEnough(path, 'serials', serials.length)
  return {
    ...{ shares, usbDevices, serials },
    ...displayOf(all('graphics'), all('video'), remarks),
    sound: soundOf(first('sound'), remarks),
    vsock: vsockOf(first('vsock'), remarks),
    rng: first('rng') !== undefined,
    watchdog: watchdogOf(first('watchdog'), remarks),
    pvpanic: first('panic') !== undefined,
    balloon: first('memballoon')?.attribute('model') !== 'none',
  }
}

function displayOf(graphics: Xml[], videos: Xml[], remarks: Remarks): object {
  if (graphics.some((element) => element.attribute('type') === 'spice')) remarks.add('spice')
  const shown = graphics.some((element) => element.attribute('type') !== 'egl-headless')
  const model = videos[0]?.child('model')
  const type = model?.attribute('type')
  if (!shown || type === 'none') return { display: 'none' }
  const known = VIDEOS[type ?? '']
  if ((type !== undefined && known === undefined) || videos.length > 1) {
    remarks.add('video-model', { model: plainText(type ?? '', 40), count: videos.length })
  }
  const accelerated = model?.child('acceleration')?.attribute('accel3d') === 'yes'
  const video = known === 'virtio' && accelerated ? 'virtio-gl' : (known ?? 'auto')
  return { display: 'vnc', video }
}

/** Never with a microphone: the user allows that by choice. */
function soundOf(sound: Xml | undefined, remarks: Remarks): { device: string } | null {
  if (sound === undefined) return null
  const model = sound.attribute('model') ?? ''
  const device = SOUNDS[model]
  if (device === undefined) remarks.add('sound-model', { model: plainText(model, 40) })
  return { device: device ?? 'hda-output' }
}

function serialsOf(serials: Xml[], consoles: Xml[], remarks: Remarks): { id: string }[] {
  const virtual = consoles.filter(
    (element) => (element.child('target')?.attribute('type') ?? 'serial') !== 'serial',
  )
  if (virtual.length > 0) remarks.add('device-left', { device: 'console' })
  for (const serial of serials) {
    const type = serial.attribute('type') ?? 'pty'
    if (type !== 'pty') remarks.add('serial-target', { type: plainText(type, 40) })
  }
  // A console alone stands for the first port.
  const implied = serials.length === 0 && consoles.length > virtual.length ? 1 : 0
  const count = serials.length + implied
  return Array.from({ length: count }, (_, index) => ({ id: `serial${index}` }))
}

function sharesOf(elements: Xml[], remarks: Remarks): object[] {
  const tags = new Set<string>()
  return elements.flatMap((element) => {
    const path = element.child('source')?.attribute('dir')
    const tag = element.child('target')?.attribute('dir') ?? ''
    const driver = element.child('driver')?.attribute('type') === 'virtiofs' ? 'auto' : '9p'
    const parsed = shareSchema.safeParse({
      ...{ id: `share${tags.size}`, path, tag, driver },
      readOnly: element.child('readonly') !== undefined,
    })
    if (!parsed.success || tags.has(tag)) {
      remarks.add('share-left', { tag: plainText(tag, 60) })
      return []
    }
    tags.add(tag)
    // A description from elsewhere must not hand out folders unseen.
    remarks.add('share-given', { path: parsed.data.path, tag })
    return [parsed.data]
  })
}

function usbDevicesOf(elements: Xml[], remarks: Remarks): object[] {
  const found: object[] = []
  for (const element of elements) {
    const type = element.attribute('type') ?? element.attribute('mode') ?? ''
    const id = (name: string): string =>
      (element.child('source', name)?.attribute('id') ?? '').replace(/^0x/, '').toLowerCase()
    const match = { kind: 'product', vendor: id('vendor'), product: id('product') }
    const parsed = usbDeviceSchema.safeParse({ id: `usb${found.length}`, match })
    if (type !== 'usb' || !parsed.success) {
      remarks.add('host-device', { type: plainText(type, 40) })
      continue
    }
    remarks.add('usb-given', { device: `${match.vendor}:${match.product}` })
    found.push(parsed.data)
  }
  return found
}

/** The address that it had; where that was left to libvirt, one that is hardly taken. */
function vsockOf(vsock: Xml | undefined, remarks: Remarks): { cid: number } | null {
  if (vsock === undefined) return null
  const cid = Number(vsock.child('cid')?.attribute('address'))
  if (Number.isInteger(cid) && cid >= 3 && cid < 2 ** 31) return { cid }
  const chosen = randomInt(3, 2 ** 31)
  remarks.add('vsock-new', { cid: chosen })
  return { cid: chosen }
}

function watchdogOf(watchdog: Xml | undefined, remarks: Remarks): { action: string } | null {
  if (watchdog === undefined) return null
  const action = watchdog.attribute('action') ?? 'reset'
  if (ACTIONS.has(action)) return { action }
  remarks.add('watchdog-action', { action: plainText(action, 40) })
  return { action: 'reset' }
}
