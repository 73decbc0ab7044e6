export { type Bus, BUS, type BusCall, connectBus } from './bus/bus.ts'
export { BusError } from './bus/bus-error.ts'
export { systemBusSocket } from './bus/system-bus-address.ts'
export type { Caller } from './callers/caller.ts'
export { Callers } from './callers/callers.ts'
export { Polkit } from './callers/polkit.ts'
export { ObjectServer } from './server/object-server.ts'
export {
  type Argument,
  argument,
  type InterfaceSpec,
  type MethodCall,
  type MethodSpec,
  type PropertySpec,
  type ServedObject,
  type SignalSpec,
} from './server/table.ts'
export { Variant, withoutVariants } from './wire/values.ts'
