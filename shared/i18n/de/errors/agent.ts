import type { agentErrors } from '../../../domain/errors/agent.ts'
import type { Sentences } from '../../sentences.ts'

export const agentErrorsDe: Record<keyof typeof agentErrors, Sentences> = {
  AGENT_NOT_THERE: {
    message: 'Der Gast-Agent in der Maschine antwortet nicht.',
    next: 'In der Maschine qemu-guest-agent installieren, warten, bis er läuft, dann noch einmal versuchen.',
  },
  AGENT_REFUSED: {
    message: 'Der Gast-Agent in der Maschine hat abgelehnt: {{reason}}.',
    next: 'Siehe die Ursache unten. Erlauben kann es nur die Maschine.',
  },
  AGENT_COMMAND_OFF: {
    message: 'Der Gast-Agent in der Maschine erlaubt {{command}} nicht.',
    next: 'In der Maschine erlauben (in qemu-ga.conf oder /etc/sysconfig/qemu-ga), dann den Agenten neu starten.',
  },
  AGENT_STILL_FROZEN: {
    message: 'Die Dateisysteme in der Maschine sind vielleicht noch eingefroren.',
    next: 'In der Maschine fsfreeze-thaw ausführen oder sie neu starten.',
  },
  FILE_EXISTS: {
    message: 'Die Datei {{path}} gibt es schon.',
    next: 'Einen anderen Namen wählen oder das Ersetzen erlauben.',
  },
  FILE_UNREADABLE: {
    message: 'Die Datei {{path}} kann nicht gelesen werden.',
    next: 'Prüfen, ob es eine Datei ist und ob sie gelesen werden darf.',
  },
  SHARE_NOT_FOUND: {
    message: 'Die Maschine hat diesen geteilten Ordner jetzt nicht.',
    next: 'Wurde er hinzugefügt, während die Maschine lief, die Maschine neu starten.',
  },
  SHARE_PATH_MISSING: {
    message: 'Den geteilten Ordner {{path}} gibt es nicht.',
    next: 'Ihn zurücklegen oder einen anderen Ordner wählen.',
  },
  SHARE_NOT_A_FOLDER: {
    message: '{{path}} ist kein Ordner und kann nicht geteilt werden.',
    next: 'Einen Ordner wählen.',
  },
  SHARE_UNREADABLE: {
    message: 'Der geteilte Ordner {{path}} darf nicht gelesen werden.',
    next: 'Die Rechte des Ordners ändern oder einen anderen wählen.',
  },
  SHARE_IS_OURS: {
    message: 'Der Ordner {{path}} gehört Guesthouse selbst und kann nicht geteilt werden.',
    next: 'Einen anderen Ordner wählen. Eine Maschine, die ihn ändern könnte, könnte ihre eigene Beschreibung umschreiben.',
  },
  MOUNT_FAILED: {
    message: 'Die Maschine konnte den geteilten Ordner nicht einhängen: {{reason}}.',
    next: 'Ihn in der Maschine von Hand einhängen, mit dem gezeigten Befehl.',
  },
}
