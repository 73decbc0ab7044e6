import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mayHaveTaps } from './accounts.ts'

it('people and QEMU’s accounts may have TAP devices, other accounts of the system may not', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gh-accounts-'))
  try {
    const passwd = join(dir, 'passwd')
    const lines = ['root:x:0:0:root:/root:/bin/bash', 'daemon:x:1:1::/:/bin/false']
    lines.push('guesthouse-qemu:x:995:994::/:/bin/false', 'guesthoused:x:999:995::/:/bin/false')
    await writeFile(passwd, `${lines.join('\n')}\n`)
    const may = await Promise.all(
      [0, 1, 994, 995, 999, 1000, 4_000_000].map((uid) => mayHaveTaps(uid, passwd)),
    )
    expect(may).toEqual([false, false, false, true, true, true, true])
  } finally {
    await rm(dir, { recursive: true })
  }
})
