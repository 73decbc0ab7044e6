import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { restoreTpmState } from './tpm-state.ts'

let home: string
let target: string
let copy: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-tpm-'))
  target = join(home, 'tpm')
  copy = join(home, 'copy')
  await mkdir(target)
  await writeFile(join(target, 'state'), 'now')
})
afterEach(() => rm(home, { recursive: true, force: true }))

describe('putting back the state of a TPM', () => {
  it('replaces it by the copy', async () => {
    await mkdir(copy)
    await writeFile(join(copy, 'state'), 'then')
    await restoreTpmState(copy, target)
    expect(await readFile(join(target, 'state'), 'utf8')).toBe('then')
    expect((await readdir(home)).sort()).toEqual(['copy', 'tpm'])
  })

  it('keeps the old one where it was cut off once, and the copy is gone', async () => {
    await rename(target, `${target}.old`)
    await expect(restoreTpmState(copy, target)).rejects.toMatchObject({
      code: 'FILE_WRITE_FAILED',
    })
    expect(await readFile(join(target, 'state'), 'utf8')).toBe('now')
  })
})
