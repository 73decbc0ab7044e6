import { availableParallelism, cpus } from 'node:os'

/** A start is mostly one thread of QEMU's: more at once than processors only makes all of them late. */
export const startLimit = (): number =>
  typeof availableParallelism === 'function' ? availableParallelism() : cpus().length

/** A save is as fast as the disk writes; two keep it busy while one of them waits for its fsync. */
export const SAVE_LIMIT = 2
