import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { CLIPBOARD_TEXT_MAX } from '../../../../shared/ipc/methods/clipboard.ts'
import type { MethodName } from '../../../../shared/ipc/contract.ts'
import type { Connection } from '../../../connections/connection.ts'
import { readClipboardText, writeClipboardText } from '../../clipboard.ts'
import type { Handlers } from '../router.ts'
import { guestOf } from './guest-of.ts'

type ClipboardMethod = Extract<MethodName, `clipboard.${string}`>
type Policy = GuestConfig['clipboard']

/** Throws CLIPBOARD_OFF unless what the guest has now is one of `allowed`. */
function check(connection: Connection, id: string, allowed: readonly Policy[]): void {
  const { runtime, config } = guestOf(connection, id)
  const policy = (runtime?.config ?? config)?.clipboard ?? 'off'
  if (!allowed.includes(policy)) throw new GuesthouseError('CLIPBOARD_OFF')
}

async function readText(): Promise<{ text: string }> {
  const text = await readClipboardText()
  if (text.length > CLIPBOARD_TEXT_MAX) throw new GuesthouseError('CLIPBOARD_TOO_LONG')
  return { text }
}

/**
 * The desktop's clipboard. What belongs to a guest is refused here, and not in the page alone, where
 * its owner has not allowed it.
 */
export function clipboardHandlers(
  connection: Promise<Connection>,
): Pick<Handlers, ClipboardMethod> {
  return {
    'clipboard.read': () => readText(),
    'clipboard.toGuest': async ({ id }) => {
      check(await connection, id, ['to-guest', 'both'])
      return readText()
    },
    'clipboard.fromGuest': async ({ id, text }) => {
      check(await connection, id, ['from-guest', 'both'])
      await writeClipboardText(text)
    },
  }
}
