import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** By their numbers (linux/capability.h, up to Linux 6.12). */
const names = [
  ...['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID'],
  ...['SETPCAP', 'LINUX_IMMUTABLE', 'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_ADMIN', 'NET_RAW'],
  ...['IPC_LOCK', 'IPC_OWNER', 'SYS_MODULE', 'SYS_RAWIO', 'SYS_CHROOT', 'SYS_PTRACE', 'SYS_PACCT'],
  ...['SYS_ADMIN', 'SYS_BOOT', 'SYS_NICE', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'MKNOD'],
  ...['LEASE', 'AUDIT_WRITE', 'AUDIT_CONTROL', 'SETFCAP', 'MAC_OVERRIDE', 'MAC_ADMIN', 'SYSLOG'],
  ...['WAKE_ALARM', 'BLOCK_SUSPEND', 'AUDIT_READ', 'PERFMON', 'BPF', 'CHECKPOINT_RESTORE'],
]

/** The names of a set such as "0000000000001000"; one that this list ends before is its number. Pure. */
export function decodeCapabilities(hex: string): string[] {
  const set = BigInt(`0x${hex}`)
  const numbers = Array.from({ length: 64 }, (_, number) => number)
  return numbers
    .filter((number) => ((set >> BigInt(number)) & 1n) === 1n)
    .map((number) => `CAP_${names[number] ?? number}`)
}

/** `all` where it is every capability that this kernel has. */
export async function capabilitiesOf(
  hex: string,
  { proc }: { readonly proc: string },
): Promise<'all' | string[]> {
  const last = await readFile(join(proc, 'sys/kernel/cap_last_cap'), 'utf8').catch(() => '')
  const count = Number.parseInt(last, 10) + 1
  const held = decodeCapabilities(hex)
  return held.length === count ? 'all' : held
}
