export { openQmp, type QmpClient, type QmpOptions } from './client.ts'
export type {
  ExecuteOptions,
  QmpCommandName,
  QmpCommands,
  QmpCpuDefinition,
  QmpReturn,
  QmpSchemaEntry,
} from './commands.ts'
export { connectQmp } from './connect.ts'
export type { QmpEvent, QmpEventName } from './events.ts'
export type { QmpStreams } from './transport.ts'
export { machineType } from './machine-type.ts'
export { startedMemoryMiB } from './memory-size.ts'
