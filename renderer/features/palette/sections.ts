import type { TFunction } from 'i18next'
import type { GuestsState } from '../../stores/guests-store.ts'
import { actionsOn, appPalette, machineCommand, type PaletteCommand } from './commands.ts'
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
  /** What is searched, of everyCommand(). */
  readonly commands: readonly PaletteCommand[]
  readonly t: TFunction
}

/** What is shown of each kind: a person looks at no more, and types on. */
const MOST_RESULTS = 20
const MOST_RECENT = 5
const MOST_MACHINES = 20

/** What the palette shows. */
export function sectionsOf(input: PaletteInput): readonly PaletteSection[] {
  const sections = input.search.trim() === '' ? suggestions(input) : results(input)
  return sections.filter(({ commands }) => commands.length > 0)
}

/** Everything that can be chosen now. */
export function everyCommand(
  { order, byId }: PaletteInput['guests'],
  t: TFunction,
): readonly PaletteCommand[] {
  const actionCommands = actionsOn(t)
  const ofGuests = order.flatMap((id) => {
    const guest = byId[id]
    return guest === undefined ? [] : [machineCommand(guest), ...actionCommands(guest)]
  })
  return [...ofGuests, ...appPalette(t)]
}

function results({ commands, search, recent }: PaletteInput): readonly PaletteSection[] {
  return [{ name: 'results', commands: rank(commands, search, recent, MOST_RESULTS) }]
}

/** Before anything is typed: what was used of late, then what is at hand. */
function suggestions(input: PaletteInput): readonly PaletteSection[] {
  const { guests, recent, here, t } = input
  const app = appPalette(t)
  const actionCommands = actionsOn(t)
  const machines = guests.order.slice(0, MOST_MACHINES).flatMap((id) => guests.byId[id] ?? [])
  const atHand = here === null ? undefined : guests.byId[here]
  const recentCommands = recent
    .flatMap((id) => recentCommand(id, guests, { app, actionCommands }) ?? [])
    .slice(0, MOST_RECENT)
  const shown = new Set(recentCommands.map(({ id }) => id))
  const others = (commands: readonly PaletteCommand[]) =>
    commands.filter(({ id }) => !shown.has(id))
  return [
    { name: 'recent', commands: recentCommands },
    { name: 'machine', commands: atHand === undefined ? [] : others(actionCommands(atHand)) },
    { name: 'machines', commands: others(machines.map(machineCommand)) },
    { name: 'app', commands: others(app) },
  ]
}

/** The command of that id, if it can be used now. */
function recentCommand(
  id: string,
  { byId }: PaletteInput['guests'],
  {
    app,
    actionCommands,
  }: {
    readonly app: readonly PaletteCommand[]
    readonly actionCommands: ReturnType<typeof actionsOn>
  },
): PaletteCommand | undefined {
  const guest = byId[id.slice(id.indexOf(':') + 1)]
  if (guest === undefined) return app.find((command) => command.id === id)
  const machine = machineCommand(guest)
  return machine.id === id ? machine : actionCommands(guest).find((command) => command.id === id)
}
