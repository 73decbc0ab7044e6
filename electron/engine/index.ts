export type {
  ConsoleEndpoint,
  ConsoleRequest,
  DeletionPreview,
  Engine,
  GuestChange,
  Unsubscribe,
} from './api.ts'
export {
  type AllowedPlaces,
  daemonAccount,
  type GuestAccount,
  separateAccount,
} from './account/index.ts'
export type { MachineDefaults } from './machine-defaults.ts'
export { openEngine } from './engine.ts'
export type { TapProvider } from './network/index.ts'
export * from './host-check/index.ts'
