import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { ownAccount } from '../account/index.ts'
import { silentLogger } from '../../platform/logger.ts'
import { identify } from '../../platform/process-identity.ts'
import { adoptProcess } from '../process/qemu-process.ts'
import { Ending } from './ending.ts'

it('tells how hard a QEMU is being ended that follows nothing', async () => {
  const child = spawn('bash', ['-c', 'trap "" TERM; echo ready; while :; do read -t 60; done'])
  await once(child.stdout, 'data')
  const identity = child.pid === undefined ? null : identify(child.pid)
  if (identity === null) throw new Error('not started')
  const told: (string | null)[] = []
  const ending = new Ending({ logger: silentLogger, account: ownAccount() }, () =>
    told.push(ending.job),
  )
  await ending.endProcess(adoptProcess(identity), () => new Promise(() => {}))
  expect(told).toEqual(['power-off:terminate', 'power-off:kill', null])
  expect(identify(identity.pid)).toBeNull()
})
