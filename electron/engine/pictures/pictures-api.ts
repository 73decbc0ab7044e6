import type { Picture } from '../../../shared/domain/pictures.ts'

/** Pictures of guests' screens, as PNGs in the screen's own size. */
export interface PicturesApi {
  /**
   * The screen of a guest that runs, taken anew at most every 2 s; of another the last one that was
   * taken. `known` is the `takenAt` (ms since the epoch) of the one that the caller has.
   */
  screen(id: string, known?: number): Promise<Picture>
  /** The screen as it is now. Rejects with PICTURE_UNAVAILABLE. */
  now(id: string): Promise<Uint8Array>
  /** The screen when a snapshot was taken; null where there is none. */
  snapshot(id: string, snapshot: string): Promise<Uint8Array | null>
  /**
   * Whether the last picture of a guest is kept when its run ends, which it is at first. `false`
   * removes those that are kept; those of snapshots stay. Rejects with Node's error where one cannot
   * be removed.
   */
  setKept(kept: boolean): Promise<void>
}
