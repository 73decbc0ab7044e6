import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { IpError } from '../ip-command.ts'
import type { LinkHost } from '../tap-devices.ts'

/** A computer's links as files, and an `ip` that changes them. */
export interface FakeLinks {
  readonly host: LinkHost
  /** What `ip` was run with, oldest first. */
  readonly commands: string[]
  /** Makes commands with this part fail, after `first` is done. */
  fail(part: string, words: string, first?: () => Promise<void>): void
  attribute(device: string, name: string, value: string): Promise<void>
  bridge(name: string, mtu?: number): Promise<void>
}

export async function fakeLinks(dir: string): Promise<FakeLinks> {
  const sysClassNet = join(dir, 'net')
  const ifInet6 = join(dir, 'if_inet6')
  await mkdir(sysClassNet)
  await writeFile(ifInet6, '')
  const commands: string[] = []
  const failures = new Map<string, { words: string; first: () => Promise<void> }>()
  const attribute = (device: string, name: string, value: string): Promise<void> =>
    writeFile(join(sysClassNet, device, name), `${value}\n`)
  const ip = async (args: readonly string[]): Promise<void> => {
    const command = args.join(' ')
    commands.push(command)
    for (const [part, { words, first }] of failures) {
      if (!command.includes(part)) continue
      await first()
      throw new IpError(words)
    }
    const device = args[args.indexOf('dev') + 1] ?? ''
    const value = (option: string): string => args[args.indexOf(option) + 1] ?? ''
    if (command.startsWith('tuntap add')) {
      await mkdir(join(sysClassNet, device))
      await attribute(device, 'tun_flags', '0x1802')
    } else if (command.startsWith('tuntap del') || command.startsWith('link delete')) {
      await rm(join(sysClassNet, device), { recursive: true })
    } else if (args.includes('address')) await attribute(device, 'address', value('address'))
    else if (args.includes('alias')) await attribute(device, 'ifalias', value('alias'))
    else if (args.includes('up')) await attribute(device, 'carrier', '0')
  }
  return {
    ...{ commands, attribute },
    host: { sysClassNet, ifInet6, ip },
    fail: (part, words, first = async () => {}) => void failures.set(part, { words, first }),
    bridge: async (name, mtu = 1500) => {
      await mkdir(join(sysClassNet, name, 'bridge'), { recursive: true })
      await attribute(name, 'mtu', String(mtu))
    },
  }
}
