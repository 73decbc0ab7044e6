import type { Engine } from '../engine/index.ts'

export type { ConsoleEndpoint, GuestChange, MachineDefaults } from '../engine/index.ts'

/**
 * A source of guests that the window can list and work with. The engine's face is what all of them
 * offer; an adapter for another source makes its own world look like it.
 */
export type Connection = Engine
