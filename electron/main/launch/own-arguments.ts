import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { app } from 'electron'

export interface Arguments {
  /** What starts this app again, before what it is to do: for the stand-alone runtime, its path. */
  readonly before: readonly string[]
  /** What is meant for the app. */
  readonly own: readonly string[]
}

/**
 * Parts a process's arguments. Installed, all behind the program are the app's. Under the stand-alone
 * runtime (`electron [switches] PATH [arguments]`) those are that follow the app's path.
 */
export function ownArguments(
  argv: readonly string[],
  from: {
    readonly standAlone: boolean
    readonly path: string
    /** That it was started in. */
    readonly directory: string
  },
): Arguments {
  const args = argv.slice(1)
  if (!from.standAlone) return { before: [], own: args }
  const isApp = (argument: string): boolean =>
    !argument.startsWith('-') && resolve(from.directory, argument) === from.path
  const exact = args.findIndex(isApp)
  // By a link or by its main file: the first that is no switch, as the runtime takes it.
  const at = exact >= 0 ? exact : args.findIndex((argument) => !argument.startsWith('-'))
  return { before: args.slice(0, at + 1), own: args.slice(at + 1) }
}

/** Those of this process, and the directory that its relative paths are relative to. */
export function currentArguments(): Arguments & { readonly directory: string } {
  const directory = currentDirectory()
  const from = { standAlone: process.defaultApp ?? false, path: app.getAppPath(), directory }
  return { ...ownArguments(process.argv, from), directory }
}

/** The home where the directory was deleted. */
function currentDirectory(): string {
  try {
    return process.cwd()
  } catch {
    return homedir()
  }
}
