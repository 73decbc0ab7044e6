import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod, mkdir, open, readdir, rm, statfs } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Transform } from 'node:stream'
import { DAEMON_PATH } from '../../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { Caller } from '../../../dbus/index.ts'
import { syncDirectory } from '../../../platform/files.ts'
import type { Logger } from '../../../platform/logger.ts'
import { openPrivateSocket } from './private-socket.ts'
import { Quota } from './quota.ts'

/** Files of one account that are sent or kept at the same time. */
const PER_ACCOUNT = 8
/** Bytes that stay free where they are kept: guests that run need them more. */
const KEPT_FREE = 1024 ** 3
/** Bytes; that of guests' disks (config/primitives.ts). */
const LENGTH_MAX = 64 * 1024 ** 4

export type UploadState = 'waiting' | 'receiving' | 'done'

/** A file that a caller sends, or has sent. */
export interface Upload {
  readonly id: string
  /** Its object on the bus, which stands for the file where a path is asked for. */
  readonly objectPath: string
  readonly owner: number
  readonly name: string
  readonly size: number
  received: number
  state: UploadState
}

interface Entry extends Upload {
  readonly dir: string
  readonly file: string
  readonly giveBack: () => void
  end: () => void
}

interface UploadsOptions {
  readonly socketsDir: string
  readonly dir: string
  readonly logger: Logger
  readonly onAdded: (upload: Upload) => void
  readonly onChange: (upload: Upload) => void
  readonly onGone: (upload: Upload) => void
}

export const uploadPath = (id: string): string =>
  `${DAEMON_PATH}/uploads/${id.replaceAll('-', '_')}`

/** Files that callers send to the daemon, through sockets, so that it opens none of theirs. */
export class Uploads {
  readonly #options: UploadsOptions
  readonly #quota = new Quota(PER_ACCOUNT)
  readonly #entries = new Map<string, Entry>()
  /** Bytes that are still to come, of all of them. */
  #promised = 0

  constructor(options: UploadsOptions) {
    this.#options = options
  }

  /** Removes what an earlier run has left, unless a guest uses it. `used`: null where nobody knows. */
  async open(used: ReadonlySet<string> | null): Promise<void> {
    const { dir, logger } = this.#options
    await makePassable(dir)
    if (used === null) {
      logger.warn('files that were sent are all kept: what a damaged machine uses is not known')
      return
    }
    for (const name of await readdir(dir)) {
      const folder = join(dir, name)
      if ([...used].some((path) => path.startsWith(`${folder}/`))) continue
      await rm(folder, { recursive: true, force: true })
    }
  }

  /**
   * A socket for `size` bytes. `name`: what the file is called, without folders. Rejects with
   * TOO_MANY_OPEN, NO_SPACE or ARGUMENTS_INVALID.
   */
  async receive(
    { uid }: Caller,
    name: string,
    size: bigint,
  ): Promise<{ readonly socket: string; readonly upload: Upload }> {
    if (!FILE_NAME.test(name)) throw new GuesthouseError('ARGUMENTS_INVALID', { reason: 'name' })
    if (size < 1n || size > LENGTH_MAX) {
      throw new GuesthouseError('ARGUMENTS_INVALID', { reason: 'size' })
    }
    const giveBack = this.#quota.take(uid)
    const id = randomUUID()
    const dir = join(this.#options.dir, id)
    const entry: Entry = {
      ...{ id, dir, giveBack, owner: uid, name, size: Number(size), received: 0 },
      ...{ file: join(dir, name), objectPath: uploadPath(id), state: 'waiting', end: () => {} },
    }
    this.#promised += entry.size
    try {
      await this.#requireSpace(dir)
      await makePassable(dir)
      const socket = await openPrivateSocket({
        ...{ dir: this.#options.socketsDir, uid, onUnused: () => void this.#drop(entry) },
        onConnection: (sender) => void this.#take(entry, sender),
      })
      entry.end = () => socket.close()
      this.#entries.set(entry.objectPath, entry)
      this.#options.onAdded(entry)
      return { socket: socket.path, upload: entry }
    } catch (error) {
      await this.#drop(entry)
      throw error
    }
  }

  /** The file that an object on the bus stands for; null where it is none of this caller's. */
  fileOf(objectPath: string, { uid }: Caller): string | null {
    const entry = this.#entries.get(objectPath)
    if (entry === undefined || entry.owner !== uid) return null
    if (entry.state !== 'done') throw new GuesthouseError('UPLOAD_UNFINISHED', { name: entry.name })
    return entry.file
  }

  /** Ends and removes it. `used`: as for `open`. Rejects with UPLOAD_IN_USE. */
  async discard(objectPath: string, used: ReadonlySet<string> | null): Promise<void> {
    const entry = this.#entries.get(objectPath)
    if (entry === undefined) return
    if (entry.state === 'done' && used?.has(entry.file) !== false)
      throw new GuesthouseError('UPLOAD_IN_USE', { name: entry.name })
    entry.end()
    await this.#drop(entry)
  }

  close(): void {
    for (const entry of this.#entries.values()) if (entry.state !== 'done') entry.end()
  }

  async #requireSpace(path: string): Promise<void> {
    const { bavail, bsize } = await statfs(this.#options.dir)
    if (bavail * bsize - this.#promised < KEPT_FREE) throw new GuesthouseError('NO_SPACE', { path })
  }

  async #take(entry: Entry, socket: Socket): Promise<void> {
    const { logger, onChange } = this.#options
    entry.state = 'receiving'
    entry.end = () => socket.destroy()
    onChange(entry)
    const count = new Transform({
      transform: (chunk: Buffer, _, done) => {
        entry.received += chunk.length
        this.#promised -= chunk.length
        done(entry.received > entry.size ? new Error('more came than was announced') : null, chunk)
      },
    })
    try {
      await pipeline(socket, count, createWriteStream(entry.file, { flags: 'wx', mode: 0o600 }))
      if (entry.received !== entry.size) throw new Error('less came than was announced')
      await makeDurable(entry.file)
    } catch (error) {
      logger.info('a file was not sent whole', { uid: entry.owner, error })
      await this.#drop(entry)
      return
    }
    entry.state = 'done'
    entry.end = () => {}
    onChange(entry)
  }

  async #drop(entry: Entry): Promise<void> {
    entry.giveBack()
    if (entry.state !== 'done') this.#promised -= entry.size - entry.received
    entry.state = 'done'
    const known = this.#entries.delete(entry.objectPath)
    await rm(entry.dir, { recursive: true, force: true }).catch((error: unknown) =>
      this.#options.logger.warn('a file that was sent is left behind', { error }),
    )
    if (known) this.#options.onGone(entry)
  }
}

/** A folder that QEMU's account passes through to a file that is handed over, whatever the mask is. */
async function makePassable(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
  await chmod(path, 0o711)
}

/** One part of a path, and not one with a meaning of its own; with room in NAME_MAX (255 bytes). */
// oxlint-disable-next-line no-control-regex
const FILE_NAME = /^(?!\.)[^/\u0000-\u001f\u007f]{1,63}$/

async function makeDurable(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  await syncDirectory(path.slice(0, -basename(path).length))
}
