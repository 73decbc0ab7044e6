import { access, chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { GuestShell } from '../../../engine/testing/guest-shell.ts'
import { eventually } from '../../../engine/testing/engine-home.ts'
import { type NetworkWorld, uidOf } from './network-world.ts'
import { startProgram, type TestProgram } from './programs.ts'

const QEMU = '/usr/bin/qemu-system-x86_64'
const SANDBOX = 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'

const tapOptions = (device: string): string[] => [
  ...['-netdev', `tap,id=net0,ifname=${device},script=no,downscript=no`],
]

export interface BridgedGuest {
  readonly qemu: TestProgram
  readonly shell: GuestShell
}

/** A Linux with the TAP device for its NIC, under an account with no capability. */
export async function startBridgedGuest(
  { dir, guest, namespace }: NetworkWorld,
  account: string,
  device: string,
): Promise<BridgedGuest> {
  const folder = join(dir, `guest-${device}`)
  await mkdir(folder)
  await chown(folder, uidOf(account), -1)
  const { kernel, initrd, commandLine, readyLine } = guest
  const serial = join(folder, 'serial')
  const qemu = startProgram(
    namespace.as(account, [
      ...[QEMU, '-nodefaults', '-no-user-config', '-display', 'none', '-sandbox', SANDBOX],
      ...['-machine', 'q35,accel=tcg', '-cpu', 'max', '-m', '256'],
      ...['-kernel', kernel, '-initrd', initrd, '-append', commandLine],
      ...['-chardev', `socket,id=serial,path=${serial},server=on,wait=on`],
      ...['-serial', 'chardev:serial', ...tapOptions(device)],
      ...['-device', 'virtio-net-pci,netdev=net0,mac=52:54:00:00:97:01'],
    ]),
  )
  // QEMU waits for whoever reads its serial port, so nothing that it prints is missed.
  await eventually(() => access(serial))
  return { qemu, shell: await GuestShell.open(serial, readyLine) }
}

/** Resolves when QEMU, which only opens the device, has ended because it may not. */
export const openInVain = (
  { namespace }: NetworkWorld,
  account: string,
  device: string,
): TestProgram =>
  startProgram(
    namespace.as(account, [QEMU, '-nodefaults', '-machine', 'none', ...tapOptions(device)]),
  )
