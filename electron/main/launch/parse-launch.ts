import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filePathSchema } from '../../../shared/domain/guest-config.ts'
import { isChromiumSwitch } from './chromium-switches.ts'
import type { Errand } from './errand.ts'

/** Why a command line cannot be followed. */
export type Misuse =
  | { readonly problem: 'unknown-option'; readonly option: string }
  | { readonly problem: 'needs-value'; readonly option: string }
  | { readonly problem: 'takes-no-value'; readonly option: string }
  | { readonly problem: 'not-with'; readonly option: string; readonly other: string }
  | { readonly problem: 'not-alone'; readonly option: string }
  | { readonly problem: 'too-many'; readonly argument: string }
  | { readonly problem: 'no-file'; readonly argument: string }

export type Launch =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** Looks at this computer on the terminal; no window, and not the app that may be running. */
  | { readonly kind: 'check'; readonly json: boolean }
  | { readonly kind: 'misuse'; readonly misuse: Misuse }
  | { readonly kind: 'errand'; readonly errand: Errand }

/** Whether an option has a value: never, always, or if one follows. */
const options = {
  '--help': 'none',
  '--version': 'none',
  '--check': 'none',
  '--json': 'none',
  '--hidden': 'none',
  '--at-login': 'none',
  '--quick-start': 'optional',
  '--open': 'needed',
  '--new': 'optional',
} as const
type Option = keyof typeof options

/** What the app is to do; of these there can be only one. */
const tasks = ['--check', '--quick-start', '--open', '--new'] as const
type Task = (typeof tasks)[number]
const isTask = (option: Option): option is Task => tasks.some((task) => task === option)

class MisuseError extends Error {
  readonly misuse: Misuse
  constructor(misuse: Misuse) {
    super(misuse.problem)
    this.misuse = misuse
  }
}
const refuse = (misuse: Misuse): never => {
  throw new MisuseError(misuse)
}

/**
 * What a command line asks for. `args` are those that follow the app's own path, `directory` is what
 * relative paths are relative to. Takes anything and never throws. Pure.
 */
export function parseLaunch(args: readonly string[], directory: string): Launch {
  try {
    return launchOf(read(args), directory)
  } catch (error) {
    if (error instanceof MisuseError) return { kind: 'misuse', misuse: error.misuse }
    throw error
  }
}

interface Given {
  readonly options: ReadonlyMap<Option, string | null>
  /** What is no option: a file. */
  readonly plain: readonly string[]
}

function read(args: readonly string[]): Given {
  const given = new Map<Option, string | null>()
  const plain: string[] = []
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      plain.push(...rest.splice(0))
    } else if (!arg.startsWith('-')) {
      plain.push(arg)
    } else if (!isChromiumSwitch(arg)) {
      const [option, inline] = optionOf(arg)
      if (given.has(option)) refuse({ problem: 'too-many', argument: arg })
      given.set(option, inline ?? following(option, rest))
    }
  }
  return { options: given, plain }
}

function optionOf(arg: string): [Option, string | null] {
  const end = arg.indexOf('=')
  const written = end < 0 ? arg : arg.slice(0, end)
  const name = written === '-h' ? '--help' : written
  const option = (Object.keys(options) as Option[]).find((known) => known === name)
  if (option === undefined) return refuse({ problem: 'unknown-option', option: written })
  if (end < 0) return [option, null]
  const value = arg.slice(end + 1)
  if (options[option] === 'none') refuse({ problem: 'takes-no-value', option })
  if (value === '') refuse({ problem: 'needs-value', option })
  return [option, value]
}

/** An option's value where it is the next argument, which is then used up. */
function following(option: Option, rest: string[]): string | null {
  if (options[option] === 'none') return null
  const [next] = rest
  if (next !== undefined && next !== '' && !next.startsWith('-')) return rest.shift() ?? null
  return options[option] === 'needed' ? refuse({ problem: 'needs-value', option }) : null
}

function launchOf({ options: given, plain }: Given, directory: string): Launch {
  if (given.has('--help')) return { kind: 'help' }
  if (given.has('--version')) return { kind: 'version' }
  const [task, second] = [...given.keys()].filter(isTask)
  if (second !== undefined) refuse({ problem: 'not-with', option: second, other: task ?? '' })
  // A file alone is one that a machine is to be made of.
  const opensFile = task === undefined || (task === '--new' && given.get('--new') === null)
  const [file, ...more] = plain
  const tooMany = opensFile ? more[0] : file
  if (tooMany !== undefined) refuse({ problem: 'too-many', argument: tooMany })

  if (given.has('--json') && task !== '--check') {
    refuse(
      task === undefined
        ? { problem: 'not-alone', option: '--json' }
        : { problem: 'not-with', option: '--json', other: task },
    )
  }
  const onlyAtStart = (['--hidden', '--at-login'] as const).find((option) => given.has(option))
  const isStart = task === '--quick-start' || (task === undefined && file === undefined)
  if (onlyAtStart !== undefined && !isStart) {
    refuse({ problem: 'not-with', option: onlyAtStart, other: task ?? file ?? '' })
  }
  const start = { hidden: given.has('--hidden'), atLogin: given.has('--at-login') }
  switch (task) {
    case '--check':
      return { kind: 'check', json: given.has('--json') }
    case '--quick-start':
      return errand({ kind: 'quick-start', name: given.get(task) ?? null, ...start })
    case '--open':
      return errand({ kind: 'guest', name: given.get(task) ?? '' })
    case '--new':
      return newMachine(given.get(task) ?? file, directory)
    default:
      return file === undefined ? errand({ kind: 'window', ...start }) : newMachine(file, directory)
  }
}

const errand = (wanted: Errand): Launch => ({ kind: 'errand', errand: wanted })

const newMachine = (file: string | undefined, directory: string): Launch =>
  errand({ kind: 'new-machine', file: file === undefined ? null : pathOf(file, directory) })

/** A file's path, of a path or a file: URL. Whether it is there is seen when it is looked at. */
function pathOf(argument: string, directory: string): string {
  const path = filePathSchema.safeParse(localPath(argument, directory))
  return path.success ? path.data : refuse({ problem: 'no-file', argument })
}

function localPath(argument: string, directory: string): string | null {
  if (/^file:/i.test(argument)) {
    try {
      return fileURLToPath(argument)
    } catch {
      return null
    }
  }
  // A web address is none, and nobody keeps files in a folder "https:".
  if (argument === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(argument)) return null
  return resolve(directory, argument)
}
