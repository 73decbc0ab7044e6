import { fill } from '../../../shared/domain/errors.ts'
import type { GuestState, GuestView } from '../../../shared/domain/guest.ts'
import type { tray } from '../../../shared/i18n/en/tray.ts'
import type { Texts } from '../../../shared/i18n/texts.ts'
import type { GuestCommand } from '../launch/command-guest.ts'
import { chooseQuickStart } from '../quick-start/choose.ts'

export type TrayTexts = Texts<typeof tray>

export type TrayAction =
  | { readonly do: 'quick-start' | 'new-machine' | 'host-check' | 'open' }
  | { readonly do: 'save-all-and-quit' | 'quit' }
  | { readonly do: 'show'; readonly id: string }
  | { readonly do: GuestCommand; readonly id: string }

/** Labels are plain text. */
export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }

export interface TrayModel {
  readonly tooltip: string
  /** Whether anything runs, which the icon shows. */
  readonly lit: boolean
  readonly items: readonly TrayItem[]
}

export interface TrayFacts {
  readonly guests: readonly GuestView[]
  /** Whether machines are named: the menu may be seen by who looks over a shoulder. */
  readonly names: boolean
  readonly texts: TrayTexts
}

/** Machines of the menu; more are found in the window. */
const MOST_MACHINES = 8
/** Characters of a name; menus grow as wide as their widest item. */
const NAME_MAX = 48

/** The state's shape, as the window draws it (docs/window.md). */
const signs: Readonly<Record<GuestState, string>> = {
  running: '●',
  paused: '❚❚',
  saved: '◐',
  stopped: '○',
  starting: '↻',
  saving: '↻',
  stopping: '↻',
  crashed: '▲',
  broken: '✕',
}

const runs = ({ state }: GuestView): boolean =>
  ['starting', 'running', 'paused', 'saving', 'stopping'].includes(state)

/** What the tray shows. Pure. */
export function trayModel({ guests, names, texts }: TrayFacts): TrayModel {
  const machines = guests.filter(({ config }) => config?.template !== true)
  const running = machines.filter(runs).length
  const groups: (readonly TrayItem[])[] = [
    quickStartItem(guests, names, texts),
    names ? recent(machines).map((guest) => machineItem(guest, texts)) : counts(machines, texts),
    [
      item(texts.newMachine, { do: 'new-machine' }),
      item(texts.hostCheck, { do: 'host-check' }),
      item(texts.open, { do: 'open' }),
    ],
    running === 0
      ? [item(texts.quit, { do: 'quit' })]
      : [
          item(texts.saveAllAndQuit, { do: 'save-all-and-quit' }),
          item(texts.quitAndLeave, { do: 'quit' }),
        ],
  ]
  return {
    tooltip: `Guesthouse – ${runningText(running, texts)}`,
    lit: running > 0,
    items: separated(groups.filter(({ length }) => length > 0)),
  }
}

const item = (label: string, action: TrayAction): TrayItem => ({ kind: 'action', label, action })

const separated = (groups: readonly (readonly TrayItem[])[]): TrayItem[] =>
  groups.flatMap((group, index): readonly TrayItem[] =>
    index === 0 ? group : [{ kind: 'separator' }, ...group],
  )

function quickStartItem(
  guests: readonly GuestView[],
  names: boolean,
  texts: TrayTexts,
): readonly TrayItem[] {
  const choice = chooseQuickStart(guests)
  // “New machine” is there already.
  if (choice.kind === 'new-machine') return []
  const name = choice.kind === 'guest' ? choice.guest.name : choice.name
  const label = names ? fill(texts.quickStartOf, { name: shortened(name) }) : texts.quickStart
  return [item(label, { do: 'quick-start' })]
}

/** What runs first, then what is pinned, then what changed last. */
function recent(machines: readonly GuestView[]): readonly GuestView[] {
  const rank = (guest: GuestView): number =>
    (runs(guest) ? 2 : 0) + (guest.config?.pinned === true ? 1 : 0)
  const order = (a: GuestView, b: GuestView): number =>
    rank(b) - rank(a) || b.since - a.since || (a.id < b.id ? -1 : 1)
  return [...machines].sort(order).slice(0, MOST_MACHINES)
}

function machineItem(guest: GuestView, texts: TrayTexts): TrayItem {
  const { id, name, state } = guest
  const label = fill(texts.machine, {
    sign: signs[state],
    name: shortened(name),
    state: texts.state[state],
  })
  const commands = commandsOf(guest, texts).map(([command, word]) =>
    item(word, { do: command, id }),
  )
  return {
    kind: 'submenu',
    label,
    items: [...commands, item(texts.show, { do: 'show', id })],
  }
}

function commandsOf(
  { actions, job, state }: GuestView,
  texts: TrayTexts,
): readonly (readonly [GuestCommand, string])[] {
  // While an operation is under way the engine takes no other.
  if (job !== null) return []
  const all: readonly (readonly [GuestCommand, string])[] = [
    ['start', state === 'saved' ? texts.resume : texts.start],
    ['resume', texts.resume],
    ['save', texts.save],
    ['shutdown', texts.shutdown],
  ]
  return all.filter(([command]) => actions.includes(command))
}

function counts(machines: readonly GuestView[], texts: TrayTexts): readonly TrayItem[] {
  if (machines.length === 0) return []
  const running = machines.filter(runs).length
  const saved = machines.filter(({ state }) => state === 'saved').length
  const words = [runningText(running, texts)]
  if (saved > 0) words.push(fill(texts.saved, { count: saved }))
  return [{ kind: 'text', label: words.join(', ') }]
}

function runningText(running: number, texts: TrayTexts): string {
  if (running === 0) return texts.nothingRuns
  return running === 1 ? texts.oneRuns : fill(texts.severalRun, { count: running })
}

function shortened(name: string): string {
  const characters = Array.from(name)
  return characters.length <= NAME_MAX ? name : `${characters.slice(0, NAME_MAX - 1).join('')}…`
}
