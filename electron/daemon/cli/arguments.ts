import { parseArgs } from 'node:util'
import { DAEMON_CONFIG_FILE } from '../../../shared/domain/daemon.ts'
import { type DaemonService, daemonServices } from '../privileges/capability-table.ts'

/** What the command line asks for. */
export type Invocation =
  | { readonly command: 'run' | 'network' | 'capabilities'; readonly configFile: string }
  | { readonly command: 'configure'; readonly configFile: string; readonly root: string }
  | { readonly command: 'needed'; readonly configFile: string; readonly service: DaemonService }
  | { readonly command: 'status' | 'help' | 'version' }
  | { readonly command: 'misused'; readonly reason: string }

export const usage = `Usage: guesthoused [run [--config FILE]]
       guesthoused network [--config FILE]
       guesthoused capabilities [--config FILE]
       guesthoused configure [--config FILE] [--root DIR]
       guesthoused needed daemon|network [--config FILE]
       guesthoused status
       guesthoused --help | --version

  run           be the daemon; systemd starts it
  network       be the part of it that makes TAP devices; systemd starts it
  capabilities  what each feature costs, and what the services need now
  configure     as root: write what the services are given; start nothing
  needed        options of setpriv for a service; for the launcher
  status        whether the daemon runs, as whom, and with which capabilities

  --config FILE  instead of ${DAEMON_CONFIG_FILE}
  --root DIR     write below this directory, for an image that does not run
`

const misused = (reason: string): Invocation => ({ command: 'misused', reason })

/** What each command takes besides the options that all have. */
const known: Readonly<
  Record<string, { readonly options: readonly string[]; readonly operands: number }>
> = {
  run: { options: ['config'], operands: 0 },
  network: { options: ['config'], operands: 0 },
  capabilities: { options: ['config'], operands: 0 },
  configure: { options: ['config', 'root'], operands: 0 },
  needed: { options: ['config'], operands: 1 },
  status: { options: [], operands: 0 },
}

/** Never throws. Pure. */
export function parseArguments(argv: readonly string[]): Invocation {
  let parsed
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        root: { type: 'string' },
        help: { type: 'boolean' },
        version: { type: 'boolean' },
      },
    })
  } catch (error) {
    return misused(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error))
  }
  const { values, positionals } = parsed
  if (values.help === true) return { command: 'help' }
  if (values.version === true) return { command: 'version' }
  const [command = 'run', ...operands] = positionals
  // The launcher looks at the first word alone: whatever it did not take for a service is none here.
  if (argv.length > 0 && argv[0] !== command) return misused('The command comes first')
  const takes = Object.hasOwn(known, command) ? known[command] : undefined
  if (takes === undefined) return misused(`There is no command “${command}”`)
  const odd = Object.keys(values).find((option) => !takes.options.includes(option))
  if (odd !== undefined) return misused(`“${command}” takes no --${odd}`)
  const { config: configFile = DAEMON_CONFIG_FILE, root = '/' } = values
  if (configFile === '' || root === '') return misused('A path is empty')
  if (operands.length !== takes.operands) {
    return misused(
      `“${command}” takes ${takes.operands === 0 ? 'no operand' : 'daemon or network'}`,
    )
  }
  switch (command) {
    case 'run':
    case 'network':
    case 'capabilities':
      return { command, configFile }
    case 'configure':
      return { command, configFile, root }
    case 'needed': {
      const service = daemonServices.find((one) => one === operands[0])
      return service === undefined
        ? misused('“needed” takes daemon or network')
        : { command, configFile, service }
    }
    default:
      return { command: 'status' }
  }
}
