import type { GuestView } from '../../../shared/domain/guest.ts'
import type { Notice } from '../../../shared/domain/notices.ts'
import type { SoundServer } from './sound-server.ts'
import type { SoundWatch } from './sound-watch.ts'

/** Watches the sound servers of the guests that run, and tells those that lose theirs. */
export class SoundFollower {
  readonly #watch: SoundWatch
  readonly #tell: (guest: string, notice: Notice) => void
  /** By the guest's id: the run that is watched, and what ends that. */
  readonly #followed = new Map<string, { readonly run: string; stop(): void }>()

  constructor(watch: SoundWatch, tell: (guest: string, notice: Notice) => void) {
    this.#watch = watch
    this.#tell = tell
  }

  /** To be called after every change of a guest; does next to nothing where its run is the same. */
  follow({ id, runtime }: GuestView): void {
    const followed = this.#followed.get(id)
    if (followed?.run === runtime?.run) return
    followed?.stop()
    this.#followed.delete(id)
    if (runtime === null) return
    const server = serverOf(runtime.sound)
    const gone = (): void => this.#tell(id, { code: 'SOUND_SERVER_GONE', params: {} })
    const stop = server === null ? () => {} : this.#watch.watch(server, gone)
    this.#followed.set(id, { run: runtime.run, stop })
  }

  close(): void {
    this.#followed.clear()
    this.#watch.close()
  }
}

function serverOf(sound: NonNullable<GuestView['runtime']>['sound']): SoundServer | null {
  if (sound === null || sound.backend === 'none' || sound.socket === undefined) return null
  return { kind: sound.backend, socket: sound.socket }
}
