import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { guestOf, type MachineDraft } from '../draft.ts'
import { Remarks } from '../remarks.ts'
import { offer } from '../testing.test-support.ts'
import { parseXml } from '../xml.ts'
import { parseDomain } from './parse-domain.ts'

interface Parsed {
  readonly draft: MachineDraft
  readonly config: GuestConfig
  readonly codes: string[]
}

function parse(text: string): Parsed {
  const remarks = new Remarks()
  const draft = parseDomain(parseXml(Buffer.from(text), '/d.xml'), {
    path: '/d.xml',
    offer,
    remarks,
  })
  const config = guestOf(draft, { path: '/d.xml', now: 0 }, [])
  return { draft, config, codes: remarks.list().map(({ code }) => code) }
}

const domain = (
  { os = `<os><type arch='x86_64' machine='q35'>hvm</type></os>`, rest = '', devices = '' } = {},
  memory = `<memory unit='GiB'>2</memory>`,
): string =>
  `<domain type='kvm'><name>a</name>${memory}<vcpu>2</vcpu>${os}${rest}<devices>${devices}</devices></domain>`

const reasonOf = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    if (!(error instanceof GuesthouseError)) throw error
    return error.code
  }
}

describe('a libvirt domain', () => {
  it('of Windows 11, as virt-manager makes it', () => {
    const { config, draft, codes } = parse(`<!-- WARNING -->
      <domain type='kvm'><name>win11</name><uuid>x</uuid>
      <metadata><libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
        <libosinfo:os id="http://microsoft.com/win/11"/></libosinfo:libosinfo></metadata>
      <memory unit='KiB'>8388608</memory><currentMemory unit='KiB'>8388608</currentMemory>
      <vcpu placement='static'>4</vcpu>
      <os firmware='efi'><type arch='x86_64' machine='pc-q35-9.0'>hvm</type>
        <firmware><feature enabled='yes' name='secure-boot'/></firmware>
        <nvram>/var/lib/x</nvram></os>
      <features><acpi/><apic/><hyperv mode='custom'><relaxed state='on'/></hyperv></features>
      <cpu mode='host-passthrough' check='none'><topology sockets='1' dies='1' cores='2' threads='2'/></cpu>
      <clock offset='localtime'/>
      <devices><emulator>/usr/bin/qemu-system-x86_64</emulator>
        <disk type='file' device='cdrom'><driver name='qemu' type='raw'/><source file='/w.iso'/>
          <target dev='sda' bus='sata'/><readonly/><boot order='1'/></disk>
        <disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none' io='native' discard='ignore'/>
          <source file='/w.qcow2'/><target dev='sdb' bus='sata'/><serial>W-1</serial><boot order='2'/></disk>
        <controller type='usb' index='0' model='qemu-xhci'/>
        <interface type='bridge'><mac address='52:54:00:01:02:03'/><source bridge='br0'/>
          <model type='e1000'/><link state='down'/></interface>
        <serial type='pty'><target port='0'/></serial><console type='pty'/>
        <channel type='spicevmc'/><input type='tablet' bus='usb'/>
        <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>
        <graphics type='spice' autoport='yes'/><sound model='ich9'/><audio id='1' type='spice'/>
        <video><model type='qxl'/></video>
        <watchdog model='itco' action='poweroff'/><memballoon model='none'/>
        <rng model='virtio'/><vsock model='virtio'><cid auto='yes' address='7'/></vsock>
      </devices></domain>`)
    expect(config).toMatchObject({
      ...{ name: 'win11', os: 'windows', osName: 'Windows 11', machine: 'q35', tpm: true },
      ...{ memoryMiB: 8192, cpus: 4, cpu: { topology: { sockets: 1, cores: 2, threads: 2 } } },
      ...{ firmware: { kind: 'uefi', secureBoot: true }, balloon: false, rng: true },
      ...{ video: 'qxl', sound: { device: 'hda-output', microphone: false }, vsock: { cid: 7 } },
      ...{ watchdog: { action: 'poweroff' }, serials: [{ id: 'serial0' }], display: 'vnc' },
      cdroms: [{ path: '/w.iso', bus: 'sata' }],
      nics: [{ model: 'e1000e', connected: false, network: { kind: 'bridge', bridge: 'br0' } }],
    })
    expect(draft.disks).toEqual([
      {
        origin: { kind: 'file', path: '/w.qcow2', format: 'qcow2' },
        bus: 'sata',
        settings: { readOnly: false, serial: 'W-1', cache: 'none', aio: 'native', discard: false },
      },
    ])
    expect(codes.sort()).toEqual(['network-bridge', 'nic-model', 'nvram-new', 'spice', 'tpm-new'])
  })

  it('headless, with what is lent to it', () => {
    const { config, draft, codes } = parse(
      domain({
        os: `<os><type machine='pc-i440fx-6.2'>hvm</type><kernel>/k</kernel><cmdline>a=b</cmdline></os>`,
        rest: `<cputune><shares>1</shares></cputune>
          <commandline xmlns="http://libvirt.org/schemas/domain/qemu/1.0"><arg value="-x"/></commandline>`,
        devices: `
          <disk type='file'><source file='/no-type.img'/><target dev='hda' bus='ide'/></disk>
          <disk type='network' device='disk'><source protocol='rbd' name='p/i'/><target dev='vdb'/></disk>
          <disk type='file' device='floppy'><source file='/f'/><target dev='fda'/></disk>
          <filesystem type='mount'><driver type='virtiofs'/><source dir='/srv/x'/><target dir='data'/><readonly/></filesystem>
          <filesystem type='mount'><source dir='relative'/><target dir='bad'/></filesystem>
          <hostdev mode='subsystem' type='usb'><source><vendor id='0x1D6B'/><product id='0x0002'/></source></hostdev>
          <hostdev mode='subsystem' type='pci'><source/></hostdev>
          <interface type='user'><backend type='passt'/><portForward proto='tcp'><range start='2222' to='22'/></portForward></interface>
          <interface type='direct'><mac address='aa:bb:cc:dd:ee:ff'/><source dev='eth0'/><model type='virtio'/></interface>
          <console type='pty'/><shmem name='s'/>`,
      }),
    )
    expect(config).toMatchObject({
      ...{ machine: 'i440fx', display: 'none', rng: false, sound: null },
      ...{ kernelBoot: { kernel: '/k', commandLine: 'a=b' }, serials: [{ id: 'serial0' }] },
      shares: [{ path: '/srv/x', tag: 'data', readOnly: true, driver: 'auto' }],
      usbDevices: [{ match: { kind: 'product', vendor: '1d6b', product: '0002' } }],
      nics: [
        { model: 'rtl8139', network: { forwards: [{ hostPort: 2222, guestPort: 22 }] } },
        { mac: 'aa:bb:cc:dd:ee:ff', network: { kind: 'user', forwards: [] } },
      ],
    })
    expect(draft.disks).toMatchObject([{ origin: { format: 'raw' }, bus: 'ide' }])
    expect(codes.sort()).toEqual(
      [
        ...['device-left', 'disk-not-file', 'floppy', 'host-device', 'kernel-file'],
        ...['network-to-user', 'qemu-arguments', 'setting-left', 'share-given', 'share-left'],
        'usb-given',
      ].sort(),
    )
  })

  it.each([
    [`<memory>1048576</memory>`, 1024],
    [`<memory unit='b'>1073741824</memory>`, 1024],
    [`<memory unit='MB'>1000</memory>`, 954],
    [`<memory unit='TiB'>1</memory>`, 2 ** 20],
    [`<memory unit='KiB'>1</memory>`, 16],
  ])('with %s has %d MiB', (memory, mib) => {
    expect(parse(domain({}, memory)).config.memoryMiB).toBe(mib)
  })

  it.each([
    [domain({}, ''), 'SOURCE_NOT_READ'],
    [domain({}, `<memory unit='furlong'>1</memory>`), 'SOURCE_NOT_READ'],
    [domain({ os: `<os><type arch='aarch64'>hvm</type></os>` }), 'SOURCE_UNUSABLE'],
    [domain({ os: '<os><type>exe</type></os>' }), 'SOURCE_UNUSABLE'],
    [domain().replace('>2</vcpu>', '>100000</vcpu>'), 'SOURCE_UNUSABLE'],
    [domain().replace('>2</vcpu>', '>1.5</vcpu>'), 'SOURCE_UNUSABLE'],
    [domain().replace('kvm', 'xen'), 'SOURCE_UNUSABLE'],
    [domain({ devices: '<serial/>'.repeat(5) }), 'SOURCE_TOO_MANY'],
    [domain({ devices: '<interface/>'.repeat(9) }), 'SOURCE_TOO_MANY'],
    [
      domain({ devices: `<disk type='file'><source file='/d'/></disk>`.repeat(17) }),
      'SOURCE_TOO_MANY',
    ],
  ])('is refused as %s', (text, code) => expect(reasonOf(() => parse(text))).toBe(code))

  it('moves drives to buses that have room', () => {
    const disk = (bus: string) =>
      `<disk type='file'><driver type='raw'/><source file='/d'/><target bus='${bus}'/></disk>`
    const { draft, codes } = parse(
      domain({ devices: disk('sata').repeat(7) + disk('ide') + disk('xen') }),
    )
    expect(draft.disks.map(({ bus }) => bus)).toEqual([
      ...Array<string>(6).fill('sata'),
      'scsi',
      'scsi',
      'scsi',
    ])
    expect(codes).toContain('bus-changed')
  })
})

describe('whatever a description says', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '../../etc',
      '/',
      '-1',
      '1e99',
      'NaN',
      '\u0000',
      '\u202e',
      'x'.repeat(5000),
      '',
    ),
  )
  const name = fc.constantFrom(
    ...['name', 'memory', 'vcpu', 'os', 'type', 'cpu', 'topology', 'devices', 'disk', 'source'],
    ...[
      'target',
      'driver',
      'interface',
      'mac',
      'model',
      'filesystem',
      'hostdev',
      'serial',
      'vsock',
    ],
    ...['cid', 'graphics', 'video', 'sound', 'tpm', 'backend', 'portForward', 'range', 'loader'],
  )
  const attribute = fc.constantFrom(
    ...[
      'type',
      'device',
      'file',
      'dev',
      'bus',
      'unit',
      'address',
      'arch',
      'machine',
      'dir',
      'mode',
    ],
    ...['current', 'sockets', 'cores', 'threads', 'start', 'end', 'to', 'proto', 'model', 'bridge'],
  )
  const escaped = (text: string): string =>
    // oxlint-disable-next-line no-control-regex
    text.replace(/[\u0000-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '').replace(/[<>&'"]/g, '')
  const { element } = fc.letrec<{ element: string }>((tie) => ({
    element: fc
      .tuple(
        name,
        fc.array(fc.tuple(attribute, value), { maxLength: 4 }),
        fc.oneof({ maxDepth: 4 }, value, fc.array(tie('element'), { maxLength: 5 })),
      )
      .map(([tag, attributes, inside]) => {
        const unique = [...new Map(attributes).entries()]
        const words = unique.map(([key, text]) => ` ${key}='${escaped(text)}'`).join('')
        const content = typeof inside === 'string' ? escaped(inside) : inside.join('')
        return `<${tag}${words}>${content}</${tag}>`
      }),
  }))

  it('makes a valid machine or a clear error', () => {
    fc.assert(
      fc.property(
        fc.array(element, { maxLength: 8 }),
        fc.array(element, { maxLength: 8 }),
        (parts, devices) => {
          const text = domain({ rest: parts.join(''), devices: devices.join('') })
          expect(['done', 'SOURCE_TOO_MANY', 'SOURCE_UNUSABLE', 'SOURCE_NOT_READ']).toContain(
            reasonOf(() => parse(text)),
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is refused before anything is made of what would take the parser long', () => {
    const texts: [string, string][] = [
      ['too-deep', '<b xmlns="u">'.repeat(100)],
      ['too-deep', '<é>'.repeat(70_000)],
      ['too-deep', '<b a="/>">'.repeat(100_000)],
      ['too-deep', "<b a='\"/>'>".repeat(100_000)],
      ['too-deep', '<!-- </a></a> --><a>'.repeat(100)],
      ['too-deep', '<![CDATA[</a></a>]]><a>'.repeat(100)],
      ['too-complex', '<b xmlns:a="u">'.repeat(70_000)],
      ['too-complex', `<a>${'<b/>'.repeat(200_000)}</a>`],
      ['too-complex', `<a>${'&amp;'.repeat(200_000)}</a>`],
      ['too-complex', `<a>${'<!---->'.repeat(100_000)}</a>`],
      ['too-complex', `<a ${Array.from({ length: 30_000 }, (_, i) => `b${i}="c"`).join(' ')}/>`],
    ]
    for (const [reason, text] of texts) {
      let thrown: unknown
      try {
        parseXml(Buffer.from(text), '/x')
      } catch (error) {
        thrown = error
      }
      expect(thrown).toMatchObject({ code: 'SOURCE_NOT_READ', params: { path: '/x', reason } })
    }
  })

  it('is parsed as XML in bounded time, or refused', () => {
    const huge = 2 ** 20
    for (const text of [
      '<a>'.repeat(huge / 3),
      `<a ${'b="c" '.repeat(huge / 6)}/>`,
      `<a>${'<b/>'.repeat(huge / 4)}</a>`,
      `<a>${'&amp;'.repeat(huge / 5)}</a>`,
      `<a>${'<'.repeat(huge)}`,
      '<'.repeat(huge),
      `<a ${'x'.repeat(huge)}`,
      `<a><![CDATA[${'x'.repeat(huge)}`,
      `<a><!--${'-'.repeat(huge)}`,
    ]) {
      expect(['done', 'SOURCE_NOT_READ']).toContain(
        reasonOf(() => parseXml(Buffer.from(text.slice(0, huge)), '/x')),
      )
    }
  })
})
