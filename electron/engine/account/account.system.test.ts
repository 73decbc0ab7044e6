import { stat } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testGuest } from '../../../scripts/test-guest/index.mjs'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { NewGuest } from '../../../shared/domain/guest-config.ts'
import { eventually, idleGuest, pidOf } from '../testing/engine-home.ts'
import { GuestShell } from '../testing/guest-shell.ts'
import { skipWhere } from '../testing/skip-where.ts'
import {
  account,
  as,
  credentials,
  DAEMON,
  type Driver,
  known,
  QEMU,
  SystemHome,
} from './testing/system-home.ts'

const MISSING = process.getuid?.() !== 0 || account(DAEMON) === null || account(QEMU) === null

let home: SystemHome
beforeEach(async (context) => {
  skipWhere(context, MISSING, 'needs root and the accounts of the daemon')
  home = await SystemHome.make()
})
afterEach(() => home?.dispose())

const boot = async (more: Partial<NewGuest> = {}): Promise<NewGuest> => {
  const { readyLine: _, kernel, initrd, commandLine } = testGuest()
  return idleGuest({
    memoryMiB: 256,
    kernelBoot: {
      kernel: await home.addImage('kernel', kernel),
      initrd: await home.addImage('initrd', initrd),
      commandLine,
    },
    ...more,
  })
}

describe('a guest of the computer', () => {
  test('boots', async () => {
    const engine = await home.open()
    const { id } = await engine.call<{ id: string }>('create', await boot())
    await engine.call('start', id).catch((e) => { console.log(engine.logged); throw e })
    const view = await engine.view(id)
    console.log(view.runtime, engine.logged)
    console.log(await home.guestProcesses())
    console.log(await credentials(pidOf(view)))
    await engine.call('powerOff', id)
    console.log(engine.logged)
  })
})
