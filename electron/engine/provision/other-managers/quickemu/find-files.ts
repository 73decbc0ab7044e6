import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Folders below the home that files are looked for in: quickget writes them into the folder where it
 * is called, which people make in their home or one folder below.
 */
const DEPTH = 2
/** Folders that are read, and files that are found, before the search ends. */
const FOLDERS_MAX = 4_000
const FILES_MAX = 500
/** Entries of a folder that is no place for machines. */
const ENTRIES_MAX = 5_000
/** ms for all; what was found by then is the answer. */
const PATIENCE_MS = 3_000
/** Where machines of this kind are most often. */
const LIKELY = ['VMs', 'vms', 'quickemu', 'Quickemu', 'VirtualMachines', 'Virtual Machines']
const UNLIKELY: ReadonlySet<string> = new Set(['node_modules', 'snap', 'lost+found'])

interface Search {
  readonly found: string[]
  readonly seen: Set<string>
  readonly deadline: number
  folders: number
}

/**
 * Files in and below the home that may be Quickemu's. Hidden folders are left out, and links to
 * folders are followed only where they are in the home itself: a drive may be linked there.
 */
export async function findConfFiles(home: string): Promise<string[]> {
  const deadline = Date.now() + PATIENCE_MS
  const search: Search = { found: [], seen: new Set(), deadline, folders: 0 }
  let timer: NodeJS.Timeout | undefined
  // A network drive that is gone never answers.
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS)
  })
  await Promise.race([lookThrough(search, home), patience])
  clearTimeout(timer)
  return [...search.found].sort()
}

/** Level by level, so that what is near is found before the search ends. */
async function lookThrough(search: Search, home: string): Promise<void> {
  let level = [home]
  for (let depth = 0; depth <= DEPTH && level.length > 0; depth += 1) {
    const below: string[] = []
    for (const folder of level) {
      if (isEnough(search)) return
      below.push(...(await lookInto(search, folder, depth)))
    }
    level = depth === 0 ? likelyFirst(home, below) : below
  }
}

const isEnough = ({ found, folders, deadline }: Search): boolean =>
  found.length >= FILES_MAX || folders >= FOLDERS_MAX || Date.now() > deadline

async function lookInto(search: Search, folder: string, depth: number): Promise<string[]> {
  search.folders += 1
  if (await isKnown(search, folder)) return []
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  if (entries.length > ENTRIES_MAX) return []
  for (const entry of entries) {
    const wanted = entry.isFile() && entry.name.endsWith('.conf') && !entry.name.startsWith('.')
    if (wanted && search.found.length < FILES_MAX) search.found.push(join(folder, entry.name))
  }
  if (depth === DEPTH) return []
  return entries.filter((entry) => isPlace(entry, depth)).map(({ name }) => join(folder, name))
}

/** Folders that were looked into, by another way too; and what is no folder that can be looked into. */
async function isKnown({ seen }: Search, folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null)
  if (found === null || !found.isDirectory()) return true
  const identity = `${found.dev}:${found.ino}`
  if (seen.has(identity)) return true
  seen.add(identity)
  return false
}

const isPlace = (entry: Dirent, depth: number): boolean =>
  (entry.isDirectory() || (depth === 0 && entry.isSymbolicLink())) &&
  !entry.name.startsWith('.') &&
  !UNLIKELY.has(entry.name)

function likelyFirst(home: string, folders: readonly string[]): string[] {
  const likely = new Set(LIKELY.map((name) => join(home, name)))
  return [
    ...folders.filter((folder) => likely.has(folder)),
    ...folders.filter((folder) => !likely.has(folder)),
  ]
}
