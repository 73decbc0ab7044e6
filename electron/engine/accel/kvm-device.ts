import { open } from 'node:fs/promises'
import { errorCode } from '../../platform/files.ts'

export const KVM_DEVICE = '/dev/kvm'

/** Whether this process may use KVM, and which device node said so. */
export type KvmAccess =
  | { readonly state: 'open'; readonly node: string }
  | { readonly state: 'missing' | 'no-permission' | 'failed'; readonly detail: string }

/** ENODEV and ENXIO: a node is there, but the module behind it is not loaded. */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO'])
const NO_PERMISSION = new Set(['EACCES', 'EPERM'])

/**
 * Opens the device as QEMU would. Opening is the only sure answer: access(2) knows nothing of
 * device cgroups and security modules. It makes no virtual machine and costs microseconds.
 */
export async function openKvm(path: string): Promise<KvmAccess> {
  try {
    const device = await open(path, 'r+')
    try {
      const { mode, uid, gid, rdev } = await device.stat()
      return { state: 'open', node: `${mode.toString(8)} ${uid}:${gid} ${rdev}` }
    } finally {
      await device.close()
    }
  } catch (error) {
    const code = errorCode(error) ?? ''
    const detail = error instanceof Error ? error.message : String(error)
    if (MISSING.has(code)) return { state: 'missing', detail }
    if (NO_PERMISSION.has(code)) return { state: 'no-permission', detail }
    return { state: 'failed', detail }
  }
}
