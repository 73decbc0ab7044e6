import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { requireSpace } from './free-space.ts'

describe('the space for a copy', () => {
  it('is asked for before it is needed, with figures', async () => {
    const path = join(tmpdir(), 'copy.qcow2')
    await requireSpace(path, 1)
    const { bsize, blocks } = await statfs(tmpdir())
    const neededBytes = blocks * bsize + 2 ** 40
    await expect(requireSpace(path, neededBytes)).rejects.toMatchObject({
      code: 'SPACE_NEEDED',
      params: { path, neededMiB: Math.ceil(neededBytes / 2 ** 20), freeMiB: expect.any(Number) },
    })
  })
})
