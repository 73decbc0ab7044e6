import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeDirectory, writeFileAtomic } from '../../platform/files.ts'

/**
 * Whether a later version of Guesthouse is open than the time before, and notes this one. A first
 * start is none, nor is a file that cannot be read. Rejects with NO_SPACE or FILE_WRITE_FAILED.
 */
export async function isUpdated(path: string, version: string): Promise<boolean> {
  const before = await lastVersion(path)
  if (before === version) return false
  await makeDirectory(dirname(path))
  await writeFileAtomic(path, `${JSON.stringify({ version })}\n`)
  return before !== null && isLater(version, before)
}

async function lastVersion(path: string): Promise<string | null> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof content !== 'object' || content === null || !('version' in content)) return null
    return typeof content.version === 'string' ? content.version : null
  } catch {
    return null
  }
}

/** By the three numbers (Semantic Versioning 2.0.0, 11); a release is later than its previews. */
export function isLater(version: string, other: string): boolean {
  const [a, b] = [partsOf(version), partsOf(other)]
  if (a === null || b === null) return false
  const index = a.numbers.findIndex((number, at) => number !== b.numbers[at])
  if (index >= 0) return (a.numbers[index] ?? 0) > (b.numbers[index] ?? 0)
  return !a.preview && b.preview
}

function partsOf(version: string): { numbers: readonly number[]; preview: boolean } | null {
  const match = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(version)
  return match && { numbers: match.slice(1, 4).map(Number), preview: match[4] !== undefined }
}
