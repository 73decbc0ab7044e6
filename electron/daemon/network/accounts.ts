import { readFile } from 'node:fs/promises'

/** What login.defs calls UID_MIN: below it are accounts of the system's own. */
const FIRST_PERSON = 1_000

/** Accounts of ours whose QEMU may have a TAP device: QEMU's own, or, without one, the daemon's. */
const OWN_ACCOUNTS: ReadonlySet<string> = new Set(['guesthouse-qemu', 'guesthoused'])

/** Whether the account with this number may have TAP devices at all. */
export async function mayHaveTaps(uid: number, passwd = '/etc/passwd'): Promise<boolean> {
  if (uid >= FIRST_PERSON) return true
  const lines = (await readFile(passwd, 'utf8')).split('\n').map((line) => line.split(':'))
  // Name, password, number.
  return lines.some(([name, , id]) => OWN_ACCOUNTS.has(name ?? '') && id === String(uid))
}
