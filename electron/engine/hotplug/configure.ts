import type { ConfigureGuest, ConfigureResult } from '../../../shared/domain/configure.ts'
import { withDescription } from '../../../shared/domain/describe.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type GuestConfig, guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import type { HostUsbDevice } from '../../../shared/domain/usb.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import { afterwards } from './afterwards.ts'
import { differences, fieldOf, same } from './diff.ts'
import type { HotplugOptions, NicConnector, Operation } from './operation.ts'
import { type ChangePlan, planChanges } from './plan.ts'
import { checkSteps } from './preflight.ts'
import { departed, tidyAfter, without } from './reconcile.ts'
import { readRunFacts } from './run-facts.ts'
import { runStep } from './steps.ts'
import { filesAdded, filesLeft } from './take-files.ts'
import { Undo } from './undo.ts'

/**
 * Linux lets go of a PCI device at once where ACPI asks it, and after the five seconds in which a
 * person could press the slot's button again where the port itself does (pciehp_ctrl.c). Emulated
 * guests on a busy host take several times that.
 */
export const UNPLUG_TIMEOUT_MS = 20_000
/** libvirt's CHANGE_MEDIA_TIMEOUT (qemu_hotplug.c). */
export const TRAY_TIMEOUT_MS = 5_000

export interface ConfigureDependencies {
  readonly network: NicConnector
  readonly usbDevices: () => Promise<readonly HostUsbDevice[]>
  readonly options: HotplugOptions
}

/**
 * Makes the guest what `input` describes: as much of it as can be done while it runs is done now,
 * one after another, and the rest holds after its next start. When a step fails, those before it
 * are undone in reverse, and the guest, its file and its record are as they were. Rejects with
 * GUEST_CHANGED, INVALID_INPUT, QEMU_NO_ANSWER, CHANGED_MACHINE_ENDED, the signal's reason, or with what the
 * failing step met (checkSteps, unplug, changeMedium, QEMU_REFUSED).
 */
export async function configure(
  handle: GuestHandle,
  input: Pick<ConfigureGuest, 'config' | 'base'>,
  dependencies: ConfigureDependencies,
): Promise<ConfigureResult> {
  const stored = handle.config()
  const wanted = checkValid(stored, rebased(stored, input))
  // Before anything is read of them.
  await handle.files.check(filesAdded(stored, wanted))
  const run = handle.run()
  if (run === null) {
    await handle.writeConfig(wanted)
    return { applied: differences(stored, wanted).map(fieldOf), pending: [] }
  }
  return changeRunning(handle, run, wanted, dependencies)
}

/**
 * The description that was sent, made from `base`: where the guest is no longer that, somebody else
 * has changed it, and this would take it back. Its name and notes are changed otherwise, so that
 * those of the base may be old. Rejects with GUEST_CHANGED.
 */
function rebased(
  stored: GuestConfig,
  { config, base }: Pick<ConfigureGuest, 'config' | 'base'>,
): GuestConfig {
  if (base === undefined) return config
  const { name } = stored
  if (!same({ ...withDescription(base, stored), name }, stored)) {
    throw new GuesthouseError('GUEST_CHANGED')
  }
  return config.name === base.name ? { ...config, name } : config
}

/** What was sent, with defaults for what was not. */
function checkValid(stored: GuestConfig, input: GuestConfig): GuestConfig {
  const parsed = guestConfigSchema.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const reason = `${issue?.path.join('.') || 'the machine'}: ${issue?.message ?? '?'}`
    throw new GuesthouseError('INVALID_INPUT', { reason })
  }
  for (const key of ['id', 'schema', 'createdAt', 'name', 'template'] as const) {
    if (stored[key] === parsed.data[key]) continue
    throw new GuesthouseError('INVALID_INPUT', { reason: `${key} cannot be changed this way` })
  }
  // What a person notes is `describe`'s, and may have changed since this was made.
  return withDescription(parsed.data, stored)
}

async function changeRunning(
  handle: GuestHandle,
  run: RunHandle,
  wanted: GuestConfig,
  { network, usbDevices, options }: ConfigureDependencies,
): Promise<ConfigureResult> {
  const { qmp, record } = run
  const stored = handle.config()
  const undo = new Undo()
  const connections = new Map(Object.entries(record.connections))
  let lost = false
  const forget = qmp.onClose(() => {
    lost = true
  })
  try {
    const { ioUring } = await handle.qemu()
    const operation: Operation = {
      ...{ handle, qmp, undo, options, network, usbDevices, ioUring, connections },
    }
    const { plan, running } = await prepare(operation, run, wanted)
    const done = await runSteps(operation, plan)
    const pending = [...plan.later, ...done.later]
    undo.push('description', () => handle.writeConfig(stored))
    await handle.writeConfig(wanted)
    const config = afterwards(running, wanted, pending)
    await run.updateRecord({ config, connections: Object.fromEntries(connections) })
    await handle.files.release(config.id, filesLeft(record.config, config))
    return { applied: [...plan.atOnce, ...done.live], pending }
  } catch (error) {
    await undo.unwind(handle.logger)
    const ended = lost || handle.run()?.record.run !== record.run
    throw ended ? new GuesthouseError('CHANGED_MACHINE_ENDED', {}, error) : error
  } finally {
    forget()
  }
}

/** What is to be done to the guest as it is now, with all that can be known of it beforehand. */
async function prepare(
  operation: Operation,
  run: RunHandle,
  wanted: GuestConfig,
): Promise<{ plan: ChangePlan; running: GuestConfig }> {
  const { qmp, connections } = operation
  const { record } = run
  const facts = await readRunFacts(qmp, record)
  const gone = departed(record.config, facts.devices)
  const running = withDescription(without(record.config, gone), wanted)
  if (gone.length > 0) {
    await tidyAfter(operation, gone)
    await run.updateRecord({ config: running, connections: Object.fromEntries(connections) })
  }
  const plan = planChanges(running, wanted, facts)
  const then = guestConfigSchema.safeParse(afterwards(running, wanted, plan.later))
  if (!then.success) {
    // Two descriptions that are sound, and a mixture that is not: more disks than there is room for.
    const [issue] = then.error.issues
    const what = issue?.path.join('.') || issue?.message
    const reason = `${what}: not while the machine runs`
    throw new GuesthouseError('INVALID_INPUT', { reason })
  }
  await checkSteps(operation, plan.live, { running, pid: record.process.pid })
  return { plan, running }
}

async function runSteps(
  operation: Operation,
  { live }: ChangePlan,
): Promise<{ live: readonly string[]; later: readonly string[] }> {
  const done = { live: new Set<string>(), later: new Set<string>() }
  for (const step of live) {
    operation.handle.job.signal.throwIfAborted()
    done[await runStep(operation, step)].add(step.field)
  }
  return { live: [...done.live], later: [...done.later] }
}
