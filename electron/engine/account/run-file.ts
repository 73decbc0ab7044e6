/**
 * What QEMU's account is given of a file: that it reads it, that it writes to it, or of a folder that
 * a program beside QEMU makes files in it (swtpm's state).
 */
export type RunFileAccess = 'read' | 'write' | 'state'

export interface RunFile {
  readonly path: string
  readonly access: RunFileAccess
}

/** Which files may be used by guests at all, beside those in the guests' own folders. */
export interface AllowedPlaces {
  /** Absolute; all that lies below. */
  readonly directories: readonly string[]
  /** Absolute; single files and devices' images. */
  readonly files: readonly string[]
}

/**
 * The files of guests that run, as QEMU's account has them. What is given is written down before, so
 * that it is given back whatever ends when. Operations are done one after the other.
 */
export interface RunFiles {
  /** What earlier engines have given, of these guests. To be called before anything else. */
  load(guests: readonly string[]): Promise<void>
  /** Changes nothing. Rejects with FILE_NOT_ALLOWED, FILE_UNSAFE, DISK_MISSING. */
  check(files: readonly RunFile[]): Promise<void>
  /**
   * Sees to it that QEMU's account can use the files. Where it rejects none of them was changed, or
   * all were changed back: with what check says, FILE_NOT_ACCESSIBLE, NO_SPACE, FILE_WRITE_FAILED.
   */
  take(guest: string, files: readonly RunFile[]): Promise<void>
  /** These are not used by the guest any more. What cannot be given back is logged, and tried again. */
  release(guest: string, paths: readonly string[]): Promise<void>
  /** Nothing of the guest runs any more. Never rejects. */
  giveBack(guest: string): Promise<void>
}

const nothing = (): Promise<void> => Promise.resolve()

/** Of guests that run as the engine's own user: they may use what that user may. */
export const ownFiles: RunFiles = {
  ...{ load: nothing, check: nothing, take: nothing, release: nothing, giveBack: nothing },
}
