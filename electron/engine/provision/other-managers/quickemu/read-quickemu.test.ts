import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../../../shared/domain/errors.ts'
import { guestOf } from '../../draft.ts'
import { Remarks } from '../../remarks.ts'
import { offer } from '../../testing.test-support.ts'
import { isQuickemu, readQuickemu } from './read-quickemu.ts'

const PATH = '/nowhere/VMs/a.conf'
const read = (text: string) =>
  readQuickemu(text, { path: PATH, offer, remarks: new Remarks() }, '/home/ada')
const config = async (text: string) => {
  const { draft } = await read(`disk_img=a/disk.qcow2\n${text}`)
  return guestOf(draft, { path: PATH, now: 1 }, [])
}
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof GuesthouseError ? error.code : String(error)),
  )

describe('a machine of Quickemu', () => {
  it('has what Quickemu gives to one of which nothing is said', async () => {
    expect(await config('guest_os=linux')).toMatchObject({
      ...{ name: 'a', os: 'linux', machine: 'q35', tpm: false, sound: { device: 'hda-output' } },
      firmware: { kind: 'uefi', secureBoot: false },
      nics: [{ model: 'virtio', network: { kind: 'user', forwards: [] } }],
    })
  })

  it.each([
    ['windows-server', { os: 'windows', machine: 'q35', nics: [{ model: 'e1000e' }] }],
    ['freebsd', { os: 'other', nics: [{ model: 'virtio' }] }],
    ['reactos', { os: 'other', machine: 'i440fx' }],
    ['beos', { os: 'other', machine: 'q35', nics: [{ model: 'rtl8139' }] }],
  ])('with %s has the devices that it has there', async (system, expected) => {
    expect(await config(`guest_os=${system}`)).toMatchObject(expected)
  })

  it('has the network that is asked for', async () => {
    expect((await config('network=none')).nics).toEqual([])
    expect((await config('network=restrict')).nics).toMatchObject([
      { network: { kind: 'isolated' } },
    ])
    expect((await config('network=br0\nmacaddr=52:54:00:AA:bb:cc')).nics).toMatchObject([
      { mac: '52:54:00:aa:bb:cc', network: { kind: 'bridge', bridge: 'br0' } },
    ])
    const { nics } = await config('ssh_port=2222\nport_forwards=("80:8080" "no" "0:1" "1:99999")')
    expect(nics).toMatchObject([
      {
        network: {
          forwards: [
            { protocol: 'tcp', hostPort: 2222, guestPort: 22, address: '127.0.0.1' },
            { protocol: 'tcp', hostPort: 80, guestPort: 8080 },
            { protocol: 'udp', hostPort: 80, guestPort: 8080 },
          ],
        },
      },
    ])
  })

  it('has the sizes, the firmware and the USB devices that are asked for', async () => {
    const text = 'ram="1.5G"\ncpu_cores=3\nboot=legacy\nsecureboot=on\nsound_card=none'
    expect(await config(`${text}\nusb_devices=("046D:082d" "x")`)).toMatchObject({
      ...{ memoryMiB: 1536, cpus: 3, firmware: { kind: 'bios' }, sound: null },
      usbDevices: [{ id: 'usb0', match: { vendor: '046d', product: '082d' } }],
    })
    expect(await config('secureboot=on\nguest_os=windows\ntpm=on')).toMatchObject({
      ...{ tpm: true, firmware: { kind: 'uefi', secureBoot: true } },
    })
  })

  it.each([
    ['without a disk', 'guest_os=linux', 'SOURCE_NOT_READ'],
    ['of a Mac', 'guest_os=macos\ndisk_img=a', 'SOURCE_UNUSABLE'],
    ['with no processor', 'disk_img=a\ncpu_cores=0', 'SOURCE_UNUSABLE'],
    ['with half a processor', 'disk_img=a\ncpu_cores=1.5', 'SOURCE_UNUSABLE'],
    ['that has to be executed', 'disk_img=$(ls)', 'QUICKEMU_NOT_READ'],
  ])('%s is refused', async (_, text, code) => {
    expect(await codeOf(read(text))).toBe(code)
  })

  it('is a machine or a clear error, whatever its values', async () => {
    const names = [
      'guest_os',
      'ram',
      'cpu_cores',
      'disk_size',
      'boot',
      'network',
      'macaddr',
    ].concat([
      'iso',
      'img',
      'fixed_iso',
      'disk_format',
      'ssh_port',
      'sound_card',
      'tpm',
      'secureboot',
    ])
    const value = fc.oneof(
      fc.constantFrom('linux', 'windows', 'reactos', '4G', '1e9T', '-1', '0', 'on', 'efi', 'none'),
      fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll("'", '')),
    )
    const lines = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(lines, async (pairs) => {
        const text = pairs.map(([name, word]) => `${name}='${word}'`).join('\n')
        const outcome = await codeOf(config(text))
        expect(['done', 'SOURCE_UNUSABLE', 'SOURCE_NOT_READ']).toContain(outcome)
      }),
    )
  })
})

it('other programs have files with the same ending', () => {
  expect(isQuickemu('#!/usr/bin/quickemu --vm\n')).toBe(true)
  expect(isQuickemu('guest_os="linux"\n  disk_img="a"\n')).toBe(true)
  expect(isQuickemu('disk_img=a\n')).toBe(false)
  expect(isQuickemu('# disk_img=\niso=x')).toBe(false)
  expect(isQuickemu('[Desktop]\nPath=x\n')).toBe(false)
})
