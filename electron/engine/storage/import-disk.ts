import { constants } from 'node:fs'
import { access, lstat, rename, rm, stat } from 'node:fs/promises'
import { dirname, isAbsolute } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { ImportDisk } from '../../../shared/domain/storage.ts'
import { syncDirectory, writeError } from '../../platform/files.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { acceptedBacking, adoptDisk } from './adopt-disk.ts'
import { findBacking, type ImageFile, usableHeader } from './backing-chain.ts'
import { checkDiskFile } from './check-disk-file.ts'
import { convertImage, copyImage, type ImageTools } from './copy-image.ts'
import { freeDiskId, imageTools } from './guest-disks.ts'
import { knownFormat } from './image-format.ts'
import { inDisksFolder } from './in-disks-folder.ts'
import { inspectImage } from './inspect-image.ts'
import { describeDisk, requireRoomForDisk } from './new-disk.ts'
import { createOverlay, writeBackingPath } from './overlay.ts'
import { pathForDisk } from './path-for-disk.ts'
import { readQcow2Header } from './qcow2-header.ts'
import { requireUnused } from './require-unused.ts'

/** A file for the guest's new disk, and how to take it back where the rest fails. */
interface Imported {
  readonly image: ImageFile
  readonly managed: boolean
  undo(): Promise<void>
  /** What is only done once the guest has the disk. */
  finish?(): Promise<void>
}

/**
 * Gives a guest a disk of an image that is there already; a guest that runs has it after its next
 * start. Where it fails the image is as it was and where it was. Rejects with what adoptDisk says,
 * and what makeDisksFolder, copyImage, convertImage and createOverlay do.
 */
export async function importDisk(handle: GuestHandle, input: ImportDisk): Promise<{ id: string }> {
  requireRoomForDisk(handle.config())
  // Nothing is made of a disk that is used where it is.
  if (input.how === 'use') return importDiskTo(handle.paths.dir, handle, input)
  return inDisksFolder(handle, (folder) => importDiskTo(folder, handle, input))
}

async function importDiskTo(
  folder: string,
  handle: GuestHandle,
  input: ImportDisk,
): Promise<{ id: string }> {
  const config = handle.config()
  const tools = await imageTools(handle)
  const id = freeDiskId(config)
  const imported = await bringIn(folder, tools, id, input)
  const { image, managed } = imported
  const disk = describeDisk(config, id, { ...image, managed })
  try {
    await handle.writeConfig({ ...config, disks: [...config.disks, disk] })
  } catch (error) {
    await imported.undo()
    throw error
  }
  await imported.finish?.().catch((error: unknown) => {
    handle.logger.warn('a file that was copied could not be removed', { path: input.path, error })
  })
  return { id }
}

async function bringIn(
  folder: string,
  tools: ImageTools,
  id: string,
  input: ImportDisk,
): Promise<Imported> {
  const { qemuImg, job } = tools
  const { path: source, acceptBacking, how } = input
  if (how === 'convert') return bringInConverted(folder, tools, id, input)
  const writable = how === 'use' || how === 'move'
  const adopted = await adoptDisk({ qemuImg, path: source, acceptBacking, writable })
  const image: ImageFile = { path: source, ...adopted }
  if (how === 'use') return { image, managed: false, undo: async () => {} }
  const format = how === 'link' ? 'qcow2' : adopted.format
  const path = await pathForDisk(folder, id, format)
  const undo = (): Promise<void> => rm(path, { force: true })
  if (how === 'link') {
    await createOverlay({ qemuImg, base: image, path, signal: job.signal })
    const below = { path: source, format: adopted.format }
    return { image: { path, format, backing: [below, ...image.backing] }, managed: true, undo }
  }
  if (how === 'move') return bringInMoved(tools, image, path)
  await copyInto(tools, image, path)
  return { image: { ...image, path }, managed: true, undo }
}

async function bringInConverted(
  folder: string,
  tools: ImageTools,
  id: string,
  { path: source, acceptBacking = [] }: ImportDisk,
): Promise<Imported> {
  await checkDiskFile(source, { writable: false })
  await usableHeader(source)
  const info = await inspectImage({ qemuImg: tools.qemuImg, path: source })
  const format = knownFormat(info.format)
  if (format === null) {
    throw new GuesthouseError('DISK_FORMAT_UNKNOWN', { path: source }, `format: ${info.format}`)
  }
  const backing =
    format === 'qcow2' ? acceptedBacking(source, await findBacking(source), acceptBacking) : []
  const others = [...(info.backingFile === undefined ? [] : [info.backingFile]), ...info.otherFiles]
  const unasked = format === 'qcow2' ? [] : others.filter((name) => !acceptBacking.includes(name))
  if (unasked.length > 0) {
    const params = { path: source, backing: unasked.join(', ') }
    throw new GuesthouseError('BACKING_NOT_ACCEPTED', params)
  }
  const path = await pathForDisk(folder, id, 'qcow2')
  await convertImage(tools, { path: source, format, backing }, { path, format: 'qcow2' })
  return {
    image: { path, format: 'qcow2', backing: [] },
    managed: true,
    undo: () => rm(path, { force: true }),
  }
}

/** Renamed where that does it; else copied, synced, and removed once the guest has the copy. */
async function bringInMoved(tools: ImageTools, image: ImageFile, path: string): Promise<Imported> {
  const source = image.path
  if ((await lstat(source)).isSymbolicLink()) {
    const reason = 'it is a symbolic link to a file elsewhere'
    throw new GuesthouseError('DISK_NOT_CHANGEABLE', { path: source, reason })
  }
  await requireUnused(source, { writable: true })
  const moved = { image: { ...image, path }, managed: true }
  const sameDevice = (await stat(source)).dev === (await stat(dirname(path))).dev
  if (sameDevice && !(await isRelative(image))) {
    await moveFile(source, path)
    return { ...moved, undo: () => moveFile(path, source) }
  }
  await access(dirname(source), constants.W_OK).catch((error: unknown) => {
    throw writeError(source, error)
  })
  await copyInto(tools, image, path)
  return { ...moved, undo: () => rm(path, { force: true }), finish: () => rm(source) }
}

async function moveFile(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    throw writeError(to, error)
  })
  await syncDirectory(dirname(to))
  await syncDirectory(dirname(from))
}

async function copyInto(tools: ImageTools, image: ImageFile, path: string): Promise<void> {
  await copyImage(tools, image, path)
  const [backing] = image.backing
  if (backing === undefined || !(await isRelative(image))) return
  const { qemuImg, job } = tools
  await writeBackingPath({ qemuImg, path, backing, signal: job.signal }).catch(
    async (error: unknown) => {
      await rm(path, { force: true })
      throw error
    },
  )
}

/** Whether its backing file is named from where the image lies: elsewhere that means another one. */
async function isRelative({ path, format }: ImageFile): Promise<boolean> {
  if (format !== 'qcow2') return false
  const name = (await readQcow2Header(path))?.backingName ?? null
  return name !== null && !isAbsolute(name)
}
