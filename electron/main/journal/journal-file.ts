import { appendFile, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  JOURNAL_KEPT,
  type JournalEntry,
  journalEntrySchema,
} from '../../../shared/domain/journal.ts'
import { errorCode, makeDirectory, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'

export interface JournalFile {
  /** What was kept, oldest first. Damaged lines are left out. */
  readonly entries: readonly JournalEntry[]
  /**
   * Adds entries, or newer versions of them; `all` is what the journal is then. Never fails: a
   * journal that cannot be written is logged and goes on in memory.
   */
  put(entries: readonly JournalEntry[], all: () => Iterable<JournalEntry>): void
  /** Makes the file hold these entries and no others. */
  replace(all: () => Iterable<JournalEntry>): void
  /** Resolves when everything is written. */
  settled(): Promise<void>
}

/** A file of this many lines is written anew with what is still kept. */
const MOST_LINES = 2 * JOURNAL_KEPT

const line = (entry: JournalEntry): string => `${JSON.stringify(entry)}\n`

function parse(text: string): JournalEntry | null {
  try {
    const { success, data } = journalEntrySchema.safeParse(JSON.parse(text))
    return success ? data : null
  } catch {
    return null
  }
}

/**
 * The journal on the disk: one entry of JSON a line, where a later line about the same entry
 * replaces an earlier one. Lines are appended, and not synced: a crash of the computer may cost the
 * last ones, and no more than those. Never rejects: what cannot be read is logged, and the journal begins anew.
 */
export async function openJournalFile(path: string, logger: Logger): Promise<JournalFile> {
  const byId = new Map<string, JournalEntry>()
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') {
      logger.error('the journal could not be read', { path, error: String(error) })
    }
    return ''
  })
  const lines = text.split('\n')
  /** What follows a last line that was torn off would be lost with it. */
  let mustReplace = lines.pop() !== ''
  let damaged = 0
  for (const read of lines) {
    const entry = parse(read)
    if (entry === null) damaged += 1
    else byId.set(entry.id, entry)
  }
  if (damaged > 0) logger.warn('damaged lines of the journal were passed over', { damaged })
  let lineCount = lines.length
  let work: Promise<void> = makeDirectory(dirname(path)).catch(report)

  function report(error: unknown): void {
    mustReplace = true
    logger.error('the journal could not be written', { path, error: String(error) })
  }
  const enqueue = (step: () => Promise<void>): void => {
    work = work.then(step).catch(report)
  }
  const replace = async (all: () => Iterable<JournalEntry>): Promise<void> => {
    const kept = [...all()]
    await writeFileAtomic(path, kept.map(line).join(''))
    lineCount = kept.length
    mustReplace = false
  }
  return {
    entries: [...byId.values()].slice(-JOURNAL_KEPT),
    put(entries, all) {
      enqueue(async () => {
        if (mustReplace || lineCount + entries.length > MOST_LINES) return replace(all)
        await appendFile(path, entries.map(line).join(''), { mode: 0o600 })
        lineCount += entries.length
      })
    },
    replace: (all) => enqueue(() => replace(all)),
    settled: () => work,
  }
}
