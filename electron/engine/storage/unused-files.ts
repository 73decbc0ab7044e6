import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { diskFormatSchema } from '../../../shared/domain/config/storage.ts'
import type { UnusedFile } from '../../../shared/domain/storage.ts'
import type { GuestPaths, Paths } from '../../platform/paths.ts'
import { findDisksFolders } from '../store/disks-folder.ts'
import { nvramKinds } from '../firmware/nvram-origin.ts'
import { isBeingMade, UNFINISHED_IMAGE } from './new-image.ts'

const IMAGE_ENDINGS = diskFormatSchema.options.map((format) => `.${format}`)

/**
 * Disk images in the folders of guests, deleted ones too, that no guest uses: what a person may want
 * to look through and delete. `configs` are all the guests', those of their snapshots included; `base`
 * is where new disks are made.
 */
export async function findUnusedFiles(
  paths: Paths,
  configs: readonly GuestConfig[],
  base: string | null = null,
): Promise<UnusedFile[]> {
  const used = new Set(
    configs.flatMap(({ id, disks }) => [
      paths.guest(id).nvram,
      ...nvramKinds.map(paths.guest(id).parkedNvram),
      ...disks.flatMap(({ path, backing }) => [path, ...backing.map((below) => below.path)]),
    ]),
  )
  const known = new Set(configs.map(({ id }) => id))
  const entries = await readdir(paths.guestsDir, { withFileTypes: true })
  const folders = entries
    // A name with a dot is that of a guest which is being made now.
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
  // What a guest uses whose file is damaged nobody knows.
  const looked = await Promise.all(
    folders.map(async (id) => (known.has(id) || (await isDeleted(paths.guest(id))) ? id : [])),
  )
  const ids = looked.flat()
  const elsewhere = await findDisksFolders(paths, { ids, base, configs })
  const places = [
    ...ids.map((id) => join(paths.guestsDir, id)),
    ...elsewhere.map(({ folder }) => folder),
  ]
  const found = await Promise.all(places.map((folder) => unusedIn(folder, used)))
  return found.flat().sort((a, b) => b.bytes - a.bytes)
}

async function isDeleted({ configFile, deletedConfigFile }: GuestPaths): Promise<boolean> {
  return !(await exists(configFile)) && (await exists(deletedConfigFile))
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

async function unusedIn(folder: string, used: ReadonlySet<string>): Promise<UnusedFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const files = entries
    .filter((entry) => entry.isFile() && isImage(entry.name))
    .map(({ name }) => join(folder, name))
    .filter((path) => !used.has(path) && !isBeingMade(path))
  return Promise.all(
    files.map(async (path) => ({
      path,
      bytes: await stat(path).then(
        ({ blocks }) => blocks * 512,
        () => 0,
      ),
      unfinished: isUnfinished(basename(path)),
    })),
  )
}

const isImage = (name: string): boolean =>
  isUnfinished(name) || IMAGE_ENDINGS.some((ending) => name.endsWith(ending))

const isUnfinished = (name: string): boolean =>
  name.startsWith('.') && name.endsWith(UNFINISHED_IMAGE)
