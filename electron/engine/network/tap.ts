import { constants } from 'node:fs'
import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Notice } from '../../../shared/domain/notices.ts'
import type { NicBackend } from '../preparation/resources.ts'

/** linux/if_tun.h */
const IFF_TAP = 0x0002

export interface TapHost {
  readonly sysClassNet: string
  readonly tunDevice: string
  readonly uid: number
  readonly groups: readonly number[]
}

/** `uid`: as whom guests run. */
export const tapHost = (uid: number = process.getuid?.() ?? -1): TapHost => ({
  ...{ sysClassNet: '/sys/class/net', tunDevice: '/dev/net/tun' },
  uid,
  groups: process.getgroups?.() ?? [],
})

/** Whether QEMU could open a TAP device that exists, found out without opening it. */
export async function prepareTap(
  device: string,
  nicId: string,
  host: TapHost,
): Promise<{ readonly backend: NicBackend; readonly notice: Notice | null }> {
  const refused = (code: Notice['code'], params: Notice['params'] = {}) => ({
    backend: { kind: 'none' } as const,
    notice: { code, device: nicId, params: { tap: device, ...params } },
  })
  const read = (name: string): Promise<string | null> =>
    readFile(join(host.sysClassNet, device, name), 'latin1').then(
      (text) => text.trim(),
      () => null,
    )
  const [flags, owner, group, carrier] = await Promise.all(
    ['tun_flags', 'owner', 'group', 'carrier'].map(read),
  )
  // Only a device of the tun driver has these (drivers/net/tun.c, tun_attrs).
  if (flags == null || owner == null || group == null) return refused('TAP_MISSING')
  if ((Number.parseInt(flags, 16) & IFF_TAP) === 0) return refused('TAP_MISSING')
  if (!mayOpen(Number(owner), Number(group), host)) return refused('TAP_NOT_YOURS')
  const writable = await access(host.tunDevice, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!writable) return refused('TAP_NOT_YOURS')
  // Its cable is plugged in for as long as a program has it open.
  if (carrier === '1') return refused('TAP_BUSY')
  return { backend: { kind: 'tap', device }, notice: null }
}

/** The TAP devices that belong to the user, in use or not. */
export async function tapsOf({ sysClassNet, uid }: TapHost): Promise<string[]> {
  const names = await readdir(sysClassNet).catch(() => [])
  const found = await Promise.all(
    names.map(async (name) => {
      const read = (attribute: string): Promise<string> =>
        readFile(join(sysClassNet, name, attribute), 'latin1').catch(() => '')
      const [flags, owner] = await Promise.all([read('tun_flags'), read('owner')])
      const isTap = (Number.parseInt(flags, 16) & IFF_TAP) !== 0
      return isTap && owner.trim() === String(uid) ? [name] : []
    }),
  )
  return found.flat().sort()
}

/** As tun_not_capable() in drivers/net/tun.c has it; -1 is nobody in particular. */
const mayOpen = (owner: number, group: number, host: TapHost): boolean =>
  (owner === -1 || owner === host.uid) && (group === -1 || host.groups.includes(group))
