import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { findProgram } from './find-program.ts'

/** Fedora's and RHEL's QEMU is called qemu-kvm, and RHEL keeps it out of PATH. */
const NAMES = ['qemu-system-x86_64', 'qemu-kvm']
const ELSEWHERE = ['/usr/libexec/qemu-kvm', '/usr/bin/qemu-kvm']

/** The QEMU to use. Rejects with QEMU_NOT_FOUND. */
export async function findQemu(
  env: NodeJS.ProcessEnv,
  elsewhere: readonly string[] = ELSEWHERE,
): Promise<string> {
  const path = await findProgram({ names: NAMES, env, elsewhere })
  if (path === null) throw new GuesthouseError('QEMU_NOT_FOUND')
  return path
}

/** The qemu-img to use. Rejects with QEMU_IMG_NOT_FOUND. */
export async function findQemuImg(env: NodeJS.ProcessEnv): Promise<string> {
  const path = await findProgram({ names: ['qemu-img'], env })
  if (path === null) throw new GuesthouseError('QEMU_IMG_NOT_FOUND')
  return path
}
