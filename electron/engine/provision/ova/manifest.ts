import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { Job } from '../../jobs/job-list.ts'
import type { Member } from './archive.ts'

const ALGORITHMS = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const

export interface Checksum {
  readonly algorithm: 'sha1' | 'sha256' | 'sha512'
  readonly hex: string
}

/** Checksums by the file's name: lines "SHA256(disk1.vmdk)= 0123…" (DSP0243, 5.1). */
export function parseManifest(text: string): ReadonlyMap<string, Checksum> {
  const found = new Map<string, Checksum>()
  for (const line of text.split(/\r?\n/)) {
    const match = /^(SHA1|SHA256|SHA512) ?\((.+)\) ?= ?([0-9a-f]+)\s*$/i.exec(line)
    const [, name = '', file, hex] = match ?? []
    if (file === undefined || hex === undefined) continue
    const algorithm = ALGORITHMS[name.toUpperCase() as keyof typeof ALGORITHMS]
    found.set(file, { algorithm, hex: hex.toLowerCase() })
  }
  return found
}

/** Rejects with OVA_CHECKSUM where the member's bytes are not those of the manifest. */
export async function verifyMember(
  path: string,
  member: Member,
  { algorithm, hex }: Checksum,
  job: Job,
): Promise<void> {
  const hash = createHash(algorithm)
  let done = 0
  if (member.bytes > 0) {
    const end = member.offset + member.bytes - 1
    const { signal } = job
    const source = createReadStream(path, { start: member.offset, end, highWaterMark: 1024 * 1024 })
    for await (const chunk of source as AsyncIterable<Buffer>) {
      signal.throwIfAborted()
      hash.update(chunk)
      done += chunk.length
      job.progress(done, member.bytes)
    }
  }
  if (hash.digest('hex') === hex) return
  throw new GuesthouseError('OVA_CHECKSUM', { path, file: member.name })
}
