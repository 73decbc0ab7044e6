import type { checkTerminal } from '../en/check-terminal.ts'
import type { Texts } from '../texts.ts'

export const checkTerminalDe: Texts<typeof checkTerminal> = {
  mend: 'Abhilfe:',
  afterLogin: 'Es gilt ab der nächsten Anmeldung.',
  detail: 'In eigenen Worten:',
  root: 'Maschinen laufen nicht als root. Die Prüfung als das Konto ausführen, das sie haben soll.',
}
