import { lstat, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { ServiceConfig } from '../surroundings.ts'

/** Group and others may write. */
const WRITABLE_BY_OTHERS = 0o022

interface PathPolicyOptions {
  readonly storage: ServiceConfig['storage']
  /** Of the daemon. */
  readonly uid: number
  readonly gid: number
}

/**
 * Which files callers may name: those in the folders that the administrator listed, and single files.
 * A folder in which others can exchange a file is none of them, because between the look here and its
 * use it could become any file that the daemon can read.
 */
export class PathPolicy {
  readonly #options: PathPolicyOptions

  constructor(options: PathPolicyOptions) {
    this.#options = options
  }

  /**
   * The file's path without symbolic links. Rejects with FILE_NOT_ALLOWED, the same whether it is
   * there or not, or FOLDER_UNSAFE.
   */
  async existing(path: string): Promise<string> {
    const real = await realpath(path).catch((error: unknown) => {
      throw new GuesthouseError('FILE_NOT_ALLOWED', { path }, error)
    })
    const listed = await this.#listedFile(real)
    await this.#requireSafe(path, listed ? dirname(real) : await this.#folderOf(path, real), real)
    return real
  }

  /** Likewise of a file that may not be there yet. */
  async target(path: string): Promise<string> {
    const folder = await realpath(dirname(path)).catch((error: unknown) => {
      throw new GuesthouseError('FILE_NOT_ALLOWED', { path }, error)
    })
    const real = join(folder, basename(path))
    const there = await lstat(real).catch(() => null)
    if (there?.isSymbolicLink() === true) throw new GuesthouseError('FILE_NOT_ALLOWED', { path })
    await this.#requireSafe(path, await this.#folderOf(path, real), real)
    return real
  }

  async #listedFile(real: string): Promise<boolean> {
    const listed = await Promise.all(this.#options.storage.files.map(resolved))
    return listed.includes(real)
  }

  /** The listed folder that a path is in. */
  async #folderOf(path: string, real: string): Promise<string> {
    const folders = await Promise.all(this.#options.storage.directories.map(resolved))
    const folder = folders.find((one) => one !== null && real.startsWith(`${one}${sep}`))
    if (folder == null) throw new GuesthouseError('FILE_NOT_ALLOWED', { path })
    return folder
  }

  async #requireSafe(path: string, top: string, real: string): Promise<void> {
    for (let folder = dirname(real); ; folder = dirname(folder)) {
      if (!(await this.#isSafe(folder))) throw new GuesthouseError('FOLDER_UNSAFE', { path })
      if (folder === top || folder === '/') return
    }
  }

  /** Whether only root and the daemon can exchange what is in a folder. */
  async #isSafe(folder: string): Promise<boolean> {
    const { uid, gid } = this.#options
    const found = await stat(folder)
    if (found.uid !== 0 && found.uid !== uid) return false
    const ourGroup = found.gid === 0 || found.gid === gid
    const others = ourGroup ? WRITABLE_BY_OTHERS & 0o007 : WRITABLE_BY_OTHERS
    return (found.mode & others) === 0
  }
}

/** null where it is not there (now). */
const resolved = (path: string): Promise<string | null> => realpath(path).catch(() => null)
