import { resolve } from 'node:path'
import { GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import { readConfig } from '../config/read-config.ts'
import { commandsAfter, configure } from '../configure/configure.ts'
import { neededCapabilities } from '../privileges/capability-table.ts'
import { launchOptions } from '../privileges/launch-options.ts'
import { type Invocation, parseArguments, usage } from './arguments.ts'
import type { BusStatus } from './bus-status.ts'
import { capabilityTable } from './capabilities.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { type ServiceContext, startService } from './start-service.ts'
import { statusText } from './status.ts'
import { table } from './table.ts'

/** What the program has of its surroundings. */
export interface CliContext extends ServiceContext {
  /** Of text, as it is. */
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
  readonly busStatus: () => Promise<BusStatus | null>
}

/** Does what the arguments say and returns the exit code. Never rejects. */
export async function main(argv: readonly string[], context: CliContext): Promise<number> {
  try {
    return await carryOut(parseArguments(argv), context)
  } catch (error) {
    const { message, next, cause } = toErrorData(error)
    const details = cause === undefined ? '' : `${cause.trimEnd().replaceAll(/^/gm, '  ')}\n`
    context.complain(`guesthoused: ${message}\n${next}\n${details}`)
    return exitCodeOf(error)
  }
}

async function carryOut(invocation: Invocation, context: CliContext): Promise<number> {
  const { print } = context
  switch (invocation.command) {
    case 'help':
      print(usage)
      return exitCodes.done
    case 'version':
      print(`guesthoused ${context.version}\n`)
      return exitCodes.done
    case 'misused':
      context.complain(`guesthoused: ${invocation.reason}.\nSee: guesthoused --help\n`)
      return exitCodes.misused
    case 'run':
      await startService('daemon', invocation.configFile, context)
      return exitCodes.done
    case 'network':
      await startService('network', invocation.configFile, context)
      return exitCodes.done
    case 'capabilities':
      print(capabilityTable(await readConfig(invocation.configFile)))
      return exitCodes.done
    case 'needed': {
      const needed = neededCapabilities(await readConfig(invocation.configFile), invocation.service)
      print(`${launchOptions(needed, await context.held()).join(' ')}\n`)
      return exitCodes.done
    }
    case 'configure':
      return configureAndSay(invocation, context)
    case 'status': {
      const status = await context.busStatus()
      print(statusText(status))
      return status === null ? exitCodes.notRunning : exitCodes.done
    }
  }
}

/** Below another root everybody may write what they may write; units of this computer are root's. */
async function configureAndSay(
  { configFile, root }: { readonly configFile: string; readonly root: string },
  { uid, print }: CliContext,
): Promise<number> {
  if (root === '/' && uid !== 0) throw new GuesthouseError('CONFIGURE_NEEDS_ROOT')
  const config = await readConfig(configFile, { trusted: root === '/' })
  const changes = await configure(config, { configFile: resolve(configFile), root })
  const there = changes.filter(({ change }) => change !== 'absent')
  print(table(there.map(({ path, change }) => [change, path])))
  if (root !== '/') return exitCodes.done
  print('\nTo make it hold, run:\n')
  for (const command of commandsAfter(config, changes)) print(`  ${command}\n`)
  return exitCodes.done
}
