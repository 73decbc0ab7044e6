import type { CommandLineView } from '../../../shared/domain/command-line.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type GuestConfig, guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { commandLineOf } from '../../platform/process-identity.ts'
import { chooseAccelerator } from '../accel/index.ts'
import { planResources } from '../preparation/plan-resources.ts'
import { readSavedRecord, savedMachine } from '../saving/index.ts'
import type { GuestContext } from './guest-context.ts'
import type { Guest } from './guest.ts'
import { launchArguments } from './launch-arguments.ts'
import { disksWithoutIoUring } from './preflight.ts'
import type { StartPlan } from './start-plan.ts'

/**
 * How the QEMU of a guest was started; of one that does not run, or with `config`, how it would be,
 * as far as that is known without starting anything. Nothing of the guest's is changed or made.
 * Rejects with INVALID_INPUT, QEMU_NOT_FOUND and what else keeps QEMU from being asked,
 * SAVED_STATE_UNREADABLE, or as planResources does.
 */
export async function viewCommandLine(
  guest: Guest,
  context: GuestContext,
  config?: GuestConfig,
): Promise<CommandLineView> {
  const running = config === undefined ? await ofProcess(guest) : null
  return running ?? dryRun(guest, context, await planOf(guest, config))
}

/** null where no process runs, or it ended meanwhile. */
async function ofProcess({ run }: Guest): Promise<CommandLineView | null> {
  if (run === null) return null
  const [program, ...rest] = await commandLineOf(run.record.process.pid)
  return program === undefined ? null : { program, arguments: rest, running: true }
}

async function planOf(guest: Guest, config: GuestConfig | undefined): Promise<StartPlan> {
  if (config !== undefined) return { config: checked(guest, config) }
  if (guest.state !== 'saved') return { config: guest.config }
  return savedMachine(await readSavedRecord(guest.paths), guest.config)
}

function checked({ config: { id } }: Guest, config: GuestConfig): GuestConfig {
  const parsed = guestConfigSchema.safeParse(config)
  const [issue] = parsed.error?.issues ?? []
  const reason = issue && `${issue.path.join('.') || 'the machine'}: ${issue.message}`
  if (parsed.data?.id === id) return parsed.data
  throw new GuesthouseError('INVALID_INPUT', { reason: reason ?? 'id: not that of the machine' })
}

async function dryRun(
  { paths }: Guest,
  context: GuestContext,
  plan: StartPlan,
): Promise<CommandLineView> {
  const { account, env, files, logger, paths: allPaths, taps } = context
  const { config, slirpNics } = plan
  const [qemu, acceleration] = await Promise.all([context.qemu(), context.acceleration()])
  const { signal } = new AbortController()
  const [resources, withoutIoUring] = await Promise.all([
    planResources({
      ...{ config, paths, allPaths, qemu, env, logger, signal, slirpNics, account, files, taps },
    }),
    // A disk that is missing is for the start to tell.
    disksWithoutIoUring(config).catch(() => new Set<string>()),
  ])
  const choice = { ...chooseAccelerator(config.accelerator, acceleration), ...plan.processor }
  const given = { ...choice, resources, withoutIoUring }
  const argv = launchArguments({ plan, paths, qemu }, given)
  return { program: qemu.path, arguments: argv, running: false }
}
