import type { TFunction } from 'i18next'
import type { GuestsState } from '../../stores/guests-store.ts'
import { actionCommands, appPalette, machineCommand, type PaletteCommand } from './commands.ts'
import { rank } from './rank.ts'

export interface PaletteSection {
  readonly name: 'recent' | 'machine' | 'machines' | 'app' | 'results'
  readonly commands: readonly PaletteCommand[]
}

export interface PaletteInput {
  readonly guests: Pick<GuestsState, 'byId' | 'order'>
  /** Ids of what was chosen before, newest first. */
  readonly recent: readonly string[]
  /** The guest whose page is open. */
  readonly here: string | null
  readonly search: string
  readonly t: TFunction
}

/** What is shown of each kind: a person looks at no more, and types on. */
const MOST_RESULTS = 50
const MOST_RECENT = 5
const MOST_MACHINES = 30

/** What the palette shows. */
export function sectionsOf(input: PaletteInput): readonly PaletteSection[] {
  const sections = input.search.trim() === '' ? suggestions(input) : results(input)
  return sections.filter(({ commands }) => commands.length > 0)
}

function* everything({ guests, t }: PaletteInput): Generator<PaletteCommand> {
  for (const id of guests.order) {
    const guest = guests.byId[id]
    if (guest === undefined) continue
    yield machineCommand(guest)
    yield* actionCommands(guest, t)
  }
  yield* appPalette(t)
}

function results(input: PaletteInput): readonly PaletteSection[] {
  const commands = rank([...everything(input)], input.search, input.recent, MOST_RESULTS)
  return [{ name: 'results', commands }]
}

/** Before anything is typed: what was used of late, then what is at hand. */
function suggestions(input: PaletteInput): readonly PaletteSection[] {
  const { guests, recent, here, t } = input
  const app = appPalette(t)
  const machines = guests.order.slice(0, MOST_MACHINES).flatMap((id) => guests.byId[id] ?? [])
  const atHand = here === null ? undefined : guests.byId[here]
  const recentCommands = recent
    .flatMap((id) => recentCommand(id, input, app) ?? [])
    .slice(0, MOST_RECENT)
  const shown = new Set(recentCommands.map(({ id }) => id))
  const others = (commands: readonly PaletteCommand[]) =>
    commands.filter(({ id }) => !shown.has(id))
  return [
    { name: 'recent', commands: recentCommands },
    { name: 'machine', commands: atHand === undefined ? [] : others(actionCommands(atHand, t)) },
    { name: 'machines', commands: others(machines.map(machineCommand)) },
    { name: 'app', commands: others(app) },
  ]
}

/** The command of that id, if it can be used now. */
function recentCommand(
  id: string,
  { guests, t }: PaletteInput,
  app: readonly PaletteCommand[],
): PaletteCommand | undefined {
  const guest = guests.byId[id.slice(id.indexOf(':') + 1)]
  if (guest === undefined) return app.find((command) => command.id === id)
  const machine = machineCommand(guest)
  return machine.id === id ? machine : actionCommands(guest, t).find((command) => command.id === id)
}
