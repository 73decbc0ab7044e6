import type { Caller } from '../callers/caller.ts'

/** A name and a single complete type. */
export interface Argument {
  readonly name: string
  readonly type: string
}

/** A call that a method answers. Its arguments fit the method's types. */
export interface MethodCall {
  readonly caller: Caller
  readonly args: readonly unknown[]
  /** Whether the caller may be asked for a password (its message says so). */
  readonly interactive: boolean
  /** Aborted when the caller has left the bus. */
  readonly gone: AbortSignal
}

export interface MethodSpec {
  readonly name: string
  readonly in: readonly Argument[]
  readonly out: readonly Argument[]
  /**
   * Answers with values for `out`. A GuesthouseError becomes an error of D-Bus with its sentence; what
   * else is thrown is logged and told without its innards.
   */
  readonly handle: (call: MethodCall) => readonly unknown[] | Promise<readonly unknown[]>
}

export interface PropertySpec {
  readonly name: string
  readonly type: string
  /** The value now; synchronous, because lists of objects hold all of them. */
  readonly get: () => unknown
  /** Whether it stays the same for the life of the object. */
  readonly constant?: boolean
}

export interface SignalSpec {
  readonly name: string
  readonly args: readonly Argument[]
}

/** An interface of an object: one table, from which dispatch and introspection are made. */
export interface InterfaceSpec {
  readonly name: string
  readonly methods: readonly MethodSpec[]
  readonly properties: readonly PropertySpec[]
  readonly signals: readonly SignalSpec[]
}

export interface ServedObject {
  readonly path: string
  readonly interfaces: readonly InterfaceSpec[]
  /**
   * Whether the object is there for this caller. Where it is not, every answer is the one of a path
   * at which there is nothing.
   */
  readonly visibleTo: (caller: Caller) => boolean
}

export const argument = (name: string, type: string): Argument => ({ name, type })
export const signatureOf = (args: readonly Argument[]): string =>
  args.map(({ type }) => type).join('')
