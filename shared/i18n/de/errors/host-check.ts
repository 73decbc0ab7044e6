import type { hostCheckErrors } from '../../../domain/errors/host-check.ts'
import type { Sentences } from '../../sentences.ts'

export const hostCheckErrorsDe: Record<keyof typeof hostCheckErrors, Sentences> = {
  MEND_UNAVAILABLE: {
    message: 'Das lässt sich von hier aus nicht erledigen.',
    next: 'Noch einmal prüfen oder den Befehl kopieren und in einem Terminal ausführen.',
  },
  MEND_UNDER_WAY: {
    message: 'Eine andere Änderung an diesem Rechner ist im Gang.',
    next: 'Ihr Ende abwarten, dann noch einmal versuchen.',
  },
  MEND_DISMISSED: {
    message: 'Nichts wurde geändert: Die Frage nach dem Passwort wurde geschlossen.',
    next: 'Später noch einmal versuchen oder den Befehl kopieren und in einem Terminal ausführen.',
  },
  MEND_NOT_AUTHORISED: {
    message: 'Nichts wurde geändert: Die Rechte der Verwaltung wurden nicht erteilt.',
    next: 'Den Befehl kopieren und von der Verwaltung in einem Terminal ausführen lassen.',
  },
  MEND_FAILED: {
    message: 'Der Befehl hatte keinen Erfolg: {{command}}.',
    next: 'Was er sagte, steht in den Einzelheiten. Mehr zeigt er in einem Terminal.',
  },
}
