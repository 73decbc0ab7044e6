import type { Connection } from '../../connections/connection.ts'
import { commandGuest } from '../launch/command-guest.ts'
import { type ErrandParts, show } from '../launch/errand-parts.ts'
import { chooseQuickStart, type QuickStart, quickStartOf } from './choose.ts'
import { findGuest } from './find-guest.ts'

export interface QuickStartOptions {
  /** A name or an id; null for the machine that is chosen. */
  readonly name: string | null
  /** Whether no window is shown. */
  readonly hidden: boolean
}

/**
 * Gets a machine going, and shows it. Resolves when it runs, or its failure was told. Rejects with
 * NO_SUCH_MACHINE, NAME_NOT_UNIQUE, or what cloning a template met.
 */
export async function quickStart(
  { name, hidden }: QuickStartOptions,
  parts: ErrandParts,
): Promise<void> {
  const connection = await parts.connection
  const guests = connection.list()
  const choice =
    name === null ? chooseQuickStart(guests) : quickStartOf(findGuest(guests, name), guests)
  // Nothing can be started: even who wanted no window has to be asked.
  if (choice.kind === 'new-machine') return show(parts, { kind: 'new-machine' })
  const id = await guestOf(choice, connection)
  // Shown first: how it starts, or why it does not, is on its page.
  if (!hidden) show(parts, { kind: 'guest', id })
  const actions = connection.list().find((guest) => guest.id === id)?.actions ?? []
  const command = (['start', 'resume'] as const).find((action) => actions.includes(action))
  // Otherwise it runs, is on its way, or is broken, which its page says.
  if (command !== undefined) await commandGuest(connection, id, command, parts)
}

async function guestOf(
  choice: Exclude<QuickStart, { kind: 'new-machine' }>,
  { storage }: Pick<Connection, 'storage'>,
): Promise<string> {
  if (choice.kind === 'guest') return choice.guest.id
  const { template, name } = choice
  return (await storage.clone(template.id, { name, kind: 'linked' })).id
}
