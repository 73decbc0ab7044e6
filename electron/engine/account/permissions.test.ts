import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canPass, givenFile, passable, setPermissions } from './permissions.ts'

const GROUP = 994

describe('a file that is handed over', () => {
  it('is open to the group as far as it is needed, and to nobody else', () => {
    const now = { group: 1, mode: 0o644 }
    expect(givenFile('read', GROUP, now, false)).toEqual({ group: GROUP, mode: 0o640 })
    expect(givenFile('write', GROUP, now, false)).toEqual({ group: GROUP, mode: 0o660 })
    expect(givenFile('state', GROUP, now, false)).toEqual({ group: GROUP, mode: 0o770 })
  })

  it('keeps what another guest may do with it', () => {
    const now = { group: GROUP, mode: 0o660 }
    expect(givenFile('read', GROUP, now, true).mode).toBe(0o660)
    expect(givenFile('write', GROUP, { ...now, mode: 0o640 }, true).mode).toBe(0o660)
  })
})

describe('a folder on the way', () => {
  it.each([
    [{ group: 1, mode: 0o755 }, true],
    [{ group: GROUP, mode: 0o710 }, true],
    [{ group: 1, mode: 0o710 }, false],
    [{ group: GROUP, mode: 0o700 }, false],
  ])('%o can be passed: %s', (now, can) => {
    expect(canPass(GROUP, now)).toBe(can)
  })

  it('gives the new group nothing that was meant for the old one', () => {
    expect(passable(GROUP, { group: 1, mode: 0o2770 })).toEqual({ group: GROUP, mode: 0o2710 })
  })
})

it('changes the mode of a file by the name that is given', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gh-perm-'))
  try {
    const path = join(folder, 'file')
    await writeFile(path, '', { mode: 0o600 })
    const group = (await stat(path)).gid
    await setPermissions(path, { group, mode: 0o600 }, { group, mode: 0o660 })
    expect((await stat(path)).mode & 0o7777).toBe(0o660)
  } finally {
    await rm(folder, { recursive: true })
  }
})
