import { argument, type MethodCall, type MethodSpec } from '../../../dbus/index.ts'
import type { Needs } from '../access/access.ts'
import { onBehalfOf } from '../access/caller-context.ts'
import type { ServiceContext } from './context.ts'

type Types = Readonly<Record<string, string>>

/** A method of a guest's object: what it takes, gives and needs, and what it does. */
export interface GuestOperation {
  readonly name: string
  readonly needs: Needs
  /** Types of arguments, by name, in their order. */
  readonly takes?: Types
  readonly gives?: Types
  readonly run: (
    context: ServiceContext,
    id: string,
    call: MethodCall,
  ) => Promise<readonly unknown[] | void> | readonly unknown[] | void
}

export const argumentsOf = (types: Types = {}) =>
  Object.entries(types).map(([name, type]) => argument(name, type))

/** The method of one guest. */
export const methodOf = (
  context: ServiceContext,
  id: string,
  { name, needs, takes, gives, run }: GuestOperation,
): MethodSpec => ({
  name,
  in: argumentsOf(takes),
  out: argumentsOf(gives),
  handle: async (call) => {
    await context.access.requireGuest(call, id, needs, name)
    return (await onBehalfOf(call.caller, () => run(context, id, call))) ?? []
  },
})

/** Input and output as JSON, as the window's contract has them (shared/ipc/methods). */
export const JSON_IN: Types = { input: 's' }
export const JSON_OUT: Types = { output: 's' }
export const json = (value: unknown): readonly [string] => [JSON.stringify(value)]
