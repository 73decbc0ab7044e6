import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import type { Notice } from '../../../shared/domain/notices.ts'
import { isAlive, signal as sendSignal, waitUntilGone } from '../../platform/process-identity.ts'
import type { RunHandle } from '../guest/guest-handle.ts'
import { type HelperProcess, type HelperSpec, spawnHelper } from '../process/helper-process.ts'
import { type ConnectedNic, connectNic } from './connect-nic.ts'
import type { NicPreparation } from './nic-preparation.ts'
import type { QmpClient } from '../qmp/index.ts'
import { replaceUplink } from './uplink.ts'

/** ms; passt ends as soon as QEMU has hung up. */
const PASST_END_MS = 3_000

/** What connecting a NIC of a guest that runs needs of its surroundings. */
export type RunningHost = Pick<
  NicPreparation,
  'paths' | 'allPaths' | 'env' | 'logger' | 'signal' | 'qemu'
>

/**
 * As connectNic, for a guest that runs: what is started for the NIC and what has to be said of it go
 * into the run's record.
 */
export async function connectRunning(
  run: RunHandle,
  host: RunningHost,
  nic: NicConfig,
): Promise<ConnectedNic> {
  const notices: Notice[] = []
  const preparation = {
    ...host,
    startHelper: (spec: HelperSpec) => startRecorded(run, spec),
    notice: (notice: Notice) => void notices.push(notice),
  }
  const connected = await connectNic(preparation, run.record.config.id, nic)
  if (notices.length > 0) {
    await record(run, { notices: [...run.record.notices, ...notices] })
  }
  return connected
}

async function startRecorded(run: RunHandle, spec: HelperSpec): Promise<HelperProcess> {
  const helper = await spawnHelper(spec)
  const { name, identity: process } = helper
  try {
    await record(run, { helpers: [...run.record.helpers, { name, process }] })
    return helper
  } catch (error) {
    sendSignal(process, 'SIGKILL')
    throw error
  }
}

/** Rejects with CHANGED_MACHINE_ENDED where QEMU is gone: nobody would end what is recorded then. */
async function record(run: RunHandle, part: Parameters<RunHandle['updateRecord']>[0]) {
  whileRunning(isAlive(run.record.process) ? run : null)
  await run.updateRecord(part)
}

/**
 * Takes the helpers of a NIC out of the run's record, so that nobody is told of their end. Returns
 * what waits for it, to be called when QEMU has hung up.
 */
export async function dismissHelpers(run: RunHandle, nic: string): Promise<() => Promise<void>> {
  const own = run.record.helpers.filter(({ name }) => name === nic)
  await record(run, { helpers: run.record.helpers.filter(({ name }) => name !== nic) })
  return async () => {
    for (const { process } of own) {
      if (isAlive(process) && !(await waitUntilGone(process, PASST_END_MS))) {
        sendSignal(process, 'SIGKILL')
        await waitUntilGone(process, PASST_END_MS)
      }
    }
  }
}

/**
 * Connects a NIC that is behind a hub anew, as its description says: its passt is replaced by
 * another one. Rejects with what connectNic rejects with, and leaves the NIC without an uplink then.
 */
export async function reconnectNic(
  run: RunHandle,
  host: RunningHost,
  nic: NicConfig,
): Promise<void> {
  const gone = await dismissHelpers(run, nic.id)
  let moved = false
  try {
    await replaceUplink(run.qmp, nic, async () => {
      await gone()
      const { notices } = run.record
      const about = ({ device, code, params }: Notice): boolean =>
        device === nic.id || (code === 'HELPER_ENDED' && params['name'] === nic.id)
      await record(run, { notices: notices.filter((notice) => !about(notice)) })
      const { backend, view } = await connectRunning(run, host, nic)
      moved = run.record.connections[nic.id]?.backend !== view.backend
      await record(run, { connections: { ...run.record.connections, [nic.id]: view } })
      return backend
    })
  } catch (error) {
    // One that QEMU has not come to would wait for it for ever.
    for (const { name, process } of run.record.helpers) {
      if (name === nic.id) sendSignal(process, 'SIGKILL')
    }
    throw error
  }
  if (moved && nic.connected) await replug(run.qmp, nic.id)
}

/** Another backend gives another address: a cable that was out makes the guest ask for one. */
async function replug(qmp: QmpClient, nic: string): Promise<void> {
  for (const up of [false, true]) await qmp.execute('set_link', { name: nic, up })
}

/** Throws CHANGED_MACHINE_ENDED where no QEMU runs. */
export function whileRunning(run: RunHandle | null): RunHandle {
  if (run === null) throw new GuesthouseError('CHANGED_MACHINE_ENDED')
  return run
}
