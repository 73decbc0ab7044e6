import type { TFunction } from 'i18next'
import type { GuestState, GuestView } from '../../../shared/domain/guest.ts'
import {
  isPossible,
  type OfferedAction,
  opensDialog,
  request,
} from '../../actions/guest-commands.ts'
import { startWord } from '../../actions/start-word.ts'
import { goTo, openDialog, showGuest } from '../../stores/view-store.ts'
import type { Findable } from './rank.ts'

/** Something that can be chosen in the palette. */
export interface PaletteCommand extends Findable {
  readonly icon: PaletteIcon
  /** Of a machine: its state. */
  readonly state?: GuestState
  /** Its shortcut. */
  readonly keys?: string
  readonly run: () => void
}

export type PaletteIcon =
  | { readonly kind: 'machine' }
  | { readonly kind: 'action'; readonly action: OfferedAction }
  | { readonly kind: 'app'; readonly id: AppCommand }

export const appCommands = [
  'newMachine',
  'machines',
  'storage',
  'activity',
  'hostCheck',
  'settings',
  'shortcuts',
] as const
export type AppCommand = (typeof appCommands)[number]

const guestActions = [
  'start',
  'resume',
  'pause',
  'save',
  'shutdown',
  'power-off',
  'reset',
  'discard-saved',
  'clone',
  'describe',
  'rename',
  'delete',
] as const satisfies readonly OfferedAction[]

/** What the app itself offers. */
export function appPalette(t: TFunction): PaletteCommand[] {
  const command = (id: AppCommand, title: string, run: () => void, keys?: string) => ({
    ...{ id: `app:${id}`, title, icon: { kind: 'app', id } as const, run },
    ...(keys === undefined ? {} : { keys }),
  })
  return [
    command('newMachine', t('action.newMachine'), () => openDialog({ kind: 'create' }), 'Ctrl+N'),
    command('machines', t('palette.allMachines'), () => goTo({ kind: 'machines' }), 'Ctrl+0'),
    command('storage', t('palette.storage'), () => goTo({ kind: 'storage' })),
    command('activity', t('palette.activity'), () => goTo({ kind: 'activity' })),
    command('hostCheck', t('palette.hostCheck'), () => goTo({ kind: 'host-check' })),
    command('settings', t('palette.settings'), () => goTo({ kind: 'settings' }), 'Ctrl+,'),
    command('shortcuts', t('shortcuts.title'), () => openDialog({ kind: 'shortcuts' }), 'F1'),
  ]
}

/** The way to a machine. */
export const machineCommand = ({ id, name, state }: GuestView): PaletteCommand => ({
  ...{ id: `machine:${id}`, title: name, icon: { kind: 'machine' }, state },
  run: () => showGuest(id),
})

/** Stands for a name until there is one: no person can give a machine this one. */
const NAME = '\u0000'

/** What can be done with machines as they are now. Made once for many: filling in texts takes long. */
export function actionsOn(t: TFunction): (guest: GuestView) => PaletteCommand[] {
  const titleOf = (action: OfferedAction, word: string): string => {
    const title =
      action === 'describe'
        ? t('palette.describe', { name: NAME })
        : t('palette.actionOn', { action: word, name: NAME })
    return opensDialog(action) ? `${title}…` : title
  }
  const titles = new Map(
    guestActions.map((action) => [action, titleOf(action, t(`action.${action}`))]),
  )
  const resume = titleOf('start', t('action.resume'))
  return (guest) =>
    guestActions
      .filter((action) => isPossible(guest, action))
      .map((action) => {
        const goesOn = action === 'start' && startWord(guest) === 'action.resume'
        const title = goesOn ? resume : (titles.get(action) ?? '')
        return {
          id: `${action}:${guest.id}`,
          title: title.replace(NAME, () => guest.name),
          icon: { kind: 'action', action } as const,
          run: () => void request(guest.id, action),
        }
      })
}
