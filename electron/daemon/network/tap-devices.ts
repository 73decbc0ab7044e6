import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { IpError, type RunIp } from './ip-command.ts'
import { OWN_TAP_NAME, type Tap } from './protocol.ts'

/** linux/if_tun.h */
const IFF_TAP = 0x0002

/** What is looked at and done, so that a test can say what is there. */
export interface LinkHost {
  readonly sysClassNet: string
  /** There where the kernel has IPv6. */
  readonly ifInet6: string
  readonly ip: RunIp
}

export const linkHost = (ip: RunIp): LinkHost => ({
  ...{ sysClassNet: '/sys/class/net', ifInet6: '/proc/self/net/if_inet6', ip },
})

/** Our TAP devices, as the kernel has them; half-made ones are those that a crash left. */
export interface OwnTaps {
  readonly taps: readonly Tap[]
  readonly halfMade: readonly string[]
}

/**
 * Whom a device is for and on which bridge is written on the device itself (IFLA_IFALIAS), so that
 * nothing of ours can get out of step with the kernel. Only CAP_NET_ADMIN writes there, whereas a
 * device's owner can give it to another uid (TUNSETOWNER). It is written last: without it a device
 * of our name is half made.
 */
const aliasOf = ({ uid, bridge }: Pick<Tap, 'uid' | 'bridge'>): string =>
  `guesthouse uid=${uid} bridge=${bridge}`
const ALIAS = /^guesthouse uid=(\d{1,10}) bridge=([\w.-]{1,15})$/

export async function readOwnTaps({ sysClassNet }: LinkHost): Promise<OwnTaps> {
  const names = (await readdir(sysClassNet)).filter((name) => OWN_TAP_NAME.test(name)).sort()
  const taps: Tap[] = []
  const halfMade: string[] = []
  await Promise.all(
    names.map(async (device) => {
      const read = (attribute: string): Promise<string> =>
        readFile(join(sysClassNet, device, attribute), 'latin1').then(
          (text) => text.trim(),
          // It went meanwhile; or, of the carrier, it is down.
          () => '',
        )
      const [flags, alias, mac, carrier] = await Promise.all([
        read('tun_flags'),
        read('ifalias'),
        read('address'),
        read('carrier'),
      ])
      if ((Number.parseInt(flags, 16) & IFF_TAP) === 0) return
      const [, uid, bridge] = ALIAS.exec(alias) ?? []
      if (uid === undefined || bridge === undefined) halfMade.push(device)
      else taps.push({ device, mac, uid: Number(uid), bridge, inUse: carrier === '1' })
    }),
  )
  return { taps: taps.sort((a, b) => (a.device < b.device ? -1 : 1)), halfMade }
}

export const isBridge = ({ sysClassNet }: LinkHost, name: string): Promise<boolean> =>
  stat(join(sysClassNet, name, 'bridge')).then(
    (found) => found.isDirectory(),
    () => false,
  )

/**
 * Makes a persistent TAP device that belongs to the uid, on the bridge and up. All that is done to it
 * goes with it, so where a step fails the device is removed and nothing is left. Rejects with
 * BRIDGE_NOT_THERE or TAP_FAILED.
 */
export async function makeTap(host: LinkHost, uid: number, bridge: string): Promise<Tap> {
  if (!(await isBridge(host, bridge))) throw new GuesthouseError('BRIDGE_NOT_THERE', { bridge })
  const { ip } = host
  const device = `ght${randomBytes(5).toString('hex')}`
  // A bridge takes the lowest address of its ports for its own unless it was given one, and would
  // change it as guests come and go: fe is the highest first byte of a local, unicast address.
  const mac = ['fe', ...Array.from(randomBytes(5), hexByte)].join(':')
  try {
    await ip(['tuntap', 'add', 'dev', device, 'mode', 'tap', 'user', String(uid)])
    try {
      const mtu = await mtuOf(host, bridge)
      await ip(['link', 'set', 'dev', device, 'address', mac, ...mtu])
      // The host takes no part in what the guest says: no address of its own, and no MLD.
      if (await hasIpv6(host)) await ip(['link', 'set', 'dev', device, 'addrgenmode', 'none'])
      await ip(['link', 'set', 'dev', device, 'master', bridge])
      await ip(['link', 'set', 'dev', device, 'up'])
      await ip(['link', 'set', 'dev', device, 'alias', aliasOf({ uid, bridge })])
    } catch (error) {
      await ip(['link', 'delete', 'dev', device])
      throw error
    }
  } catch (error) {
    throw new GuesthouseError('TAP_FAILED', { bridge }, error)
  }
  return { device, mac, uid, bridge, inUse: false }
}

/** Removes a device of ours, from under a program that has it open as well. As IpError. */
export const deleteTap = ({ ip }: LinkHost, device: string): Promise<void> =>
  ip(['link', 'delete', 'dev', device])

/**
 * Removes a device of ours unless a program has it open, which the kernel decides at once: to unmake
 * it so is to open it, and that is refused a second time. Rejects with TAP_IN_USE, or an IpError.
 */
export async function deleteUnusedTap({ ip }: LinkHost, device: string): Promise<void> {
  try {
    await ip(['tuntap', 'del', 'dev', device, 'mode', 'tap'])
  } catch (error) {
    if (!(error instanceof IpError) || !error.message.includes('Device or resource busy')) {
      throw error
    }
    throw new GuesthouseError('TAP_IN_USE', { device }, error)
  }
}

const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0')

/** The bridge's own: where a port has less, the bridge would take that for all. */
async function mtuOf({ sysClassNet }: LinkHost, bridge: string): Promise<string[]> {
  const text = await readFile(join(sysClassNet, bridge, 'mtu'), 'latin1')
  return ['mtu', String(Number.parseInt(text, 10))]
}

/** A kernel without IPv6 refuses its settings. */
const hasIpv6 = ({ ifInet6 }: LinkHost): Promise<boolean> =>
  stat(ifInet6).then(
    () => true,
    () => false,
  )
