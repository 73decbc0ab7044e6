import { runProgram } from './run-program.ts'

/** What every QEMU has had for years, for those (before 7.2) that have no list of their drivers. */
const UNLISTED = ['none', 'pa']

/**
 * Drivers of -audiodev. Not from QMP: its schema has those that QEMU was built with, from 8.0 on,
 * while drivers are modules that may be packaged apart, and this list is of those that load.
 */
export async function askAudioDrivers(options: {
  readonly path: string
  readonly env: NodeJS.ProcessEnv
  readonly timeoutMs: number
}): Promise<string[]> {
  const { path, env, timeoutMs } = options
  const { stdout } = await runProgram({ file: path, args: ['-audiodev', 'help'], env, timeoutMs })
  const [, ...lines] = stdout.split('\n')
  const drivers = lines.map((line) => line.trim()).filter((line) => /^[a-z][a-z0-9-]*$/.test(line))
  return stdout.startsWith('Available audio drivers') ? drivers.sort() : UNLISTED
}
