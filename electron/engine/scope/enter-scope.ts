import type { Logger } from '../../platform/logger.ts'
import { isAlive } from '../../platform/process-identity.ts'
import type { RunHandle } from '../guest/guest-handle.ts'
import { placeInScope } from './place-in-scope.ts'
import { scopeName } from './scope-unit.ts'

/** Gives a run that has just been started a scope of its own and records it. Never rejects. */
export async function enterScope(
  run: RunHandle,
  context: { readonly env: NodeJS.ProcessEnv; readonly logger: Logger },
): Promise<void> {
  const { run: id, config, process, helpers } = run.record
  if (!isAlive(process)) return
  const unit = await placeInScope(
    {
      unit: scopeName(id),
      description: `Virtual machine ${config.name}`,
      limits: config.limits,
      // A helper may have ended, and a unit of processes that are not there is refused as a whole.
      pids: [process, ...helpers.map((helper) => helper.process)]
        .filter(isAlive)
        .map(({ pid }) => pid),
    },
    context,
  )
  // A record of a run that has ended would be taken for that of the next.
  if (unit === null || !isAlive(process)) return
  await run.updateRecord({ scope: unit }).catch((error: unknown) => {
    context.logger.warn('the scope of a run was not recorded', { error })
  })
}
