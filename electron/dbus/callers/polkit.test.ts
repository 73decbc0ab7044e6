import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { type BusCall } from '../bus/bus.ts'
import { type IncomingMessage, MESSAGE_TYPE } from '../wire/message.ts'
import { Polkit } from './polkit.ts'

const NAME = 'org.freedesktop.PolicyKit1'
const signalOf = (
  sender: string,
  of: string,
  member: string,
  body: readonly unknown[] = [],
): IncomingMessage => ({
  ...{ type: MESSAGE_TYPE.signal, flags: 0, serial: 1, sender, interface: of, member },
  ...{ signature: '', bodyBytes: 0, body: () => [...body] },
})

describe('what polkit tells of', () => {
  it('counts where polkit told it, and nobody else', async () => {
    let changes = 0
    const polkit = new Polkit({
      call: async ({ member }: BusCall) => (member === 'GetNameOwner' ? [':1.5'] : []),
      ...{ logger: silentLogger, without: () => false, onChanged: () => (changes += 1) },
    })
    await polkit.watch()
    const changed = (sender: string): void =>
      polkit.signal(signalOf(sender, `${NAME}.Authority`, 'Changed'))
    const owned = (sender: string, owner: string): void =>
      polkit.signal(signalOf(sender, 'x', 'NameOwnerChanged', [NAME, ':1.5', owner]))
    changed(':1.5')
    expect(changes).toBe(1)
    changed(':1.6')
    owned(':1.6', ':1.6')
    expect(changes).toBe(1)
    // It was started anew.
    owned('org.freedesktop.DBus', ':1.7')
    changed(':1.7')
    expect(changes).toBe(3)
    changed(':1.5')
    expect(changes).toBe(3)
  })
})
