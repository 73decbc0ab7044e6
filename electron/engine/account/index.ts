export { daemonAccount } from './daemon-account.ts'
export { filesMade, filesOfCdrom, filesOfConfig, filesOfDisk, filesOfNew } from './files-of-run.ts'
export type { GuestAccount } from './guest-account.ts'
export { ownAccount } from './own-account.ts'
export {
  type AllowedPlaces,
  ownFiles,
  type RunFile,
  type RunFiles,
} from './run-file.ts'
export { separateAccount } from './separate-account.ts'
