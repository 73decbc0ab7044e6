import { rm } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Picture } from '../../../shared/domain/pictures.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Guest } from '../guest/guest.ts'
import type { RunHandle } from '../guest/guest-handle.ts'
import type { Run } from '../guest/run.ts'
import { within } from '../guest/within.ts'
import { readSnapshots, snapshotOf } from '../snapshots/snapshots-file.ts'
import { lastPicture, readKept } from './kept-picture.ts'
import type { PicturesApi } from './pictures-api.ts'
import { takePicture } from './screendump.ts'

/** ms between two pictures of one guest, whoever looks. */
const EVERY_MS = 2_000
/** ms; QEMU takes one within 20 at 1024x768, and within seconds on a host that swaps. */
const PICTURE_PATIENCE_MS = 3_000

interface PicturesContext {
  /** Throws GUEST_NOT_FOUND or GUEST_BROKEN. */
  readonly guest: (id: string) => Guest
  /** Where the last pictures of guests are, of those whose file is damaged too. */
  readonly keptFiles: () => readonly string[]
  readonly logger: Logger
}

export class Pictures implements PicturesApi {
  readonly #context: PicturesContext
  /** When one was last asked for (ms of the monotonic clock), and its end, by the run. */
  readonly #asked = new WeakMap<RunHandle, { readonly at: number; readonly done: Promise<void> }>()

  #kept = true

  constructor(context: PicturesContext) {
    this.#context = context
  }

  get kept(): boolean {
    return this.#kept
  }

  async setKept(kept: boolean): Promise<void> {
    this.#kept = kept
    if (kept) return
    await Promise.all(this.#context.keptFiles().map((path) => rm(path, { force: true })))
  }

  async screen(id: string, known?: number): Promise<Picture> {
    const guest = this.#context.guest(id)
    const { run } = guest
    if ((run?.record.config ?? guest.config).display === 'none') return { kind: 'none' }
    if (run?.answers === true) await within(this.#refresh(guest, run), PICTURE_PATIENCE_MS)
    return lastPicture(guest.paths, known)
  }

  /** Settles when there is a picture that is young enough, or will not be. */
  async #refresh({ paths }: Guest, run: Run): Promise<void> {
    const now = performance.now()
    const last = this.#asked.get(run)
    if (last !== undefined && now - last.at < EVERY_MS) return last.done
    const done = takePicture(run.qmp, paths).catch((error: unknown) => {
      this.#context.logger.debug('no picture', { guest: run.record.config.id, error })
    })
    this.#asked.set(run, { at: now, done })
    return done
  }

  async now(id: string): Promise<Uint8Array> {
    const { run, paths } = this.#context.guest(id)
    if (run?.answers !== true || run.record.config.display === 'none') {
      throw new GuesthouseError('PICTURE_UNAVAILABLE')
    }
    const taken = takePicture(run.qmp, paths)
    try {
      if (!(await within(taken, PICTURE_PATIENCE_MS))) throw new Error('QEMU does not answer')
      await taken
      const kept = await readKept(paths.picture)
      if (kept === null) throw new Error('it is gone')
      return kept.png
    } catch (error) {
      throw new GuesthouseError('PICTURE_UNAVAILABLE', {}, error)
    }
  }

  async snapshot(id: string, snapshot: string): Promise<Uint8Array | null> {
    const { paths } = this.#context.guest(id)
    snapshotOf(await readSnapshots(paths), snapshot)
    return (await readKept(paths.snapshotPicture(snapshot)))?.png ?? null
  }
}
