import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import type { Notice } from '../../../shared/domain/notices.ts'
import { isAlive, waitUntilGone } from '../../platform/process-identity.ts'
import type { GuestAccount } from '../account/index.ts'
import type { RunHandle } from '../guest/guest-handle.ts'
import { type HelperProcess, type HelperSpec, spawnHelper } from '../process/helper-process.ts'
import { type ConnectedNic, connectNic } from './connect-nic.ts'
import { connectionView } from './connection-view.ts'
import type { NicPreparation } from './nic-preparation.ts'

/** ms; passt ends as soon as QEMU has hung up. */
const PASST_END_MS = 3_000

/** What connecting a NIC of a guest that runs needs of its surroundings. */
export type RunningHost = Pick<
  NicPreparation,
  'paths' | 'allPaths' | 'env' | 'logger' | 'account' | 'signal' | 'qemu'
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
    // A NIC on a bridge comes with a start.
    taps: null,
    startHelper: (spec: HelperSpec) => startRecorded(run, spec, host.account),
    notice: (notice: Notice) => void notices.push(notice),
  }
  const connected = await connectNic(preparation, run.record.config.id, nic)
  if (notices.length > 0) {
    await record(run, { notices: [...run.record.notices, ...notices] })
  }
  return connected
}

/** Starts a helper, and puts it into the run's record. */
export async function startRecorded(
  run: RunHandle,
  spec: HelperSpec,
  account: GuestAccount,
): Promise<HelperProcess> {
  const helper = await spawnHelper(spec, account)
  const { name, identity: process } = helper
  try {
    await record(run, { helpers: [...run.record.helpers, { name, process }] })
    return helper
  } catch (error) {
    await account.signal(process, 'SIGKILL')
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
export async function dismissHelpers(
  run: RunHandle,
  nic: string,
  account: GuestAccount,
): Promise<() => Promise<void>> {
  const own = run.record.helpers.filter(({ name }) => name === nic)
  await record(run, { helpers: run.record.helpers.filter(({ name }) => name !== nic) })
  return async () => {
    for (const { process } of own) {
      if (isAlive(process) && !(await waitUntilGone(process, PASST_END_MS))) {
        await account.signal(process, 'SIGKILL')
        await waitUntilGone(process, PASST_END_MS)
      }
    }
  }
}

/**
 * For a NIC whose passt did not come up: its cable is out, as its guest is to see, and its page says
 * why.
 */
export async function leaveUnserved(run: RunHandle, nic: NicConfig, cause: string): Promise<void> {
  await run.qmp.execute('set_link', { name: nic.id, up: false })
  const { connections, helpers, notices } = run.record
  const about = ({ device, code, params }: Notice): boolean =>
    device === nic.id || (code === 'HELPER_ENDED' && params['name'] === nic.id)
  const notice = { code: 'NETWORK_CUT_OFF' as const, device: nic.id, params: {}, cause }
  await record(run, {
    helpers: helpers.filter(({ name }) => name !== nic.id),
    connections: { ...connections, [nic.id]: connectionView(nic, { kind: 'none' }) },
    notices: [...notices.filter((each) => !about(each)), notice],
  })
}

/** Throws CHANGED_MACHINE_ENDED where no QEMU runs. */
export function whileRunning(run: RunHandle | null): RunHandle {
  if (run === null) throw new GuesthouseError('CHANGED_MACHINE_ENDED')
  return run
}
