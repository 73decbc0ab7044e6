import type { launchErrors } from '../../../domain/errors/launch.ts'
import type { Sentences } from '../../sentences.ts'

export const launchErrorsDe: Record<keyof typeof launchErrors, Sentences> = {
  NO_SUCH_MACHINE: {
    message: 'Eine Maschine namens „{{name}}“ gibt es nicht.',
    next: 'In der Liste der Maschinen nachsehen und den Namen so angeben, wie er dort steht.',
  },
  NAME_NOT_UNIQUE: {
    message: '{{count}} Maschinen heißen „{{name}}“.',
    next: 'Einer davon einen anderen Namen geben oder statt des Namens ihre Kennung angeben: {{ids}}.',
  },
  NOT_ALL_SAVED: {
    message:
      'Guesthouse läuft weiter, weil nicht jede Maschine gespeichert werden konnte: {{names}}.',
    next: 'Diese Maschinen herunterfahren, oder beenden und sie laufen lassen.',
  },
}
