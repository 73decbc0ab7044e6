import { sampleId } from '../../dev/samples.ts'
import type { GuestTab, Place, ViewDialog } from '../../stores/view-store.ts'

/** Something that the window can show, for tests that go through all of it. */
export interface WindowScene {
  readonly name: string
  /** Of dev/scenario.ts; `states` where there is none. */
  readonly scenario?: string
  readonly place?: Place
  readonly dialog?: ViewDialog
  readonly tab?: GuestTab
  /** Pressed once it is there; of the first-run pages. */
  readonly keys?: string
}

/** Machines of dev/samples.ts by what they are. */
const running = sampleId(1)
const off = sampleId(3)
const crashed = sampleId(5)
const broken = sampleId(6)
const saved = sampleId(9)
const saving = sampleId(10)
const limited = sampleId(11)

const guest = (id: string): Place => ({ kind: 'guest', id })
const tab = (id: string, name: GuestTab, what: string): WindowScene => ({
  ...{ name: `${name} of ${what}`, place: guest(id), tab: name },
})
const dialog = (kind: ViewDialog): WindowScene => ({ name: `dialog ${kind.kind}`, dialog: kind })

/** Pages and dialogs; a new one is a line here. */
export const windowScenes: readonly WindowScene[] = [
  { name: 'no machines', scenario: 'empty' },
  { name: 'no QEMU', scenario: 'no-qemu' },
  { name: 'all machines' },
  { name: 'storage', place: { kind: 'storage' } },
  { name: 'settings', place: { kind: 'settings' } },
  { name: 'settings with problems', scenario: 'settings-problems', place: { kind: 'settings' } },
  { name: 'activity', place: { kind: 'activity' } },
  { name: 'host check', place: { kind: 'host-check' } },
  { name: 'first run', scenario: 'first-run' },
  { name: 'first run, the host check', scenario: 'first-run', keys: '{Enter}' },
  { name: 'first run, found machines', scenario: 'first-run', keys: '{Enter}{Enter}' },
  {
    name: 'first run, machines on their way',
    scenario: 'first-run',
    keys: '{Enter}{Enter}{Enter}',
  },
  { name: 'activity without any', scenario: 'empty', place: { kind: 'activity' } },
  tab(off, 'screen', 'one that is off'),
  tab(crashed, 'screen', 'one that crashed'),
  tab(broken, 'screen', 'one that is broken'),
  tab(saved, 'screen', 'one that is saved'),
  tab(saving, 'hardware', 'one that is being saved'),
  tab(running, 'hardware', 'one that runs'),
  tab(off, 'hardware', 'one that is off'),
  tab(limited, 'hardware', 'one that goes without something'),
  tab(running, 'snapshots', 'one that runs'),
  tab(running, 'sharing', 'one that runs'),
  tab(limited, 'sharing', 'one with forwards'),
  tab(running, 'log', 'one that runs'),
  dialog({ kind: 'create' }),
  dialog({ kind: 'palette' }),
  dialog({ kind: 'shortcuts' }),
  dialog({ kind: 'resume-saved', ids: [saved] }),
  dialog({ kind: 'news', updated: true }),
  dialog({ kind: 'power-off', id: running }),
  dialog({ kind: 'reset', id: running }),
  dialog({ kind: 'discard-saved', id: saved }),
  dialog({ kind: 'rename', id: off }),
  dialog({ kind: 'delete', id: off }),
  dialog({ kind: 'clone', id: off }),
  dialog({ kind: 'describe', id: off }),
  dialog({ kind: 'describe-many', ids: [off, running] }),
  dialog({ kind: 'power-off-many', ids: [running, limited] }),
  dialog({ kind: 'delete-many', ids: [off, crashed] }),
]
