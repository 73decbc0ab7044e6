import type { RunPreparation } from '../preparation/run-preparation.ts'

/** What connecting one NIC needs: before a start, and while the guest runs. */
export type NicPreparation = Pick<
  RunPreparation,
  | 'paths'
  | 'allPaths'
  | 'env'
  | 'logger'
  | 'signal'
  | 'startHelper'
  | 'notice'
  | 'qemu'
  | 'slirpNics'
>
