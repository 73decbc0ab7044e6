import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { listProcesses } from '../../../platform/process-identity.ts'
import { findProgram } from '../../capabilities/find-program.ts'
import type { EngineHome } from '../../testing/engine-home.ts'

/** The command lines of the passts that run for the guests of a home. */
export async function passtsOf(home: EngineHome): Promise<string[]> {
  const own = (argv: readonly string[]): boolean =>
    /\bpasst(\.avx2)?$/.test(argv[0] ?? '') &&
    argv.some((argument) => argument.startsWith(home.dir))
  return (await listProcesses()).filter(({ argv }) => own(argv)).map(({ argv }) => argv.join(' '))
}

/** A passt in front of the real one, that is run after `script`. It lists its starts. */
export async function passtThat(home: EngineHome, script: string): Promise<NodeJS.ProcessEnv> {
  const real = await findProgram({ names: ['passt'], env: process.env })
  const bin = join(home.dir, 'bin')
  await mkdir(bin)
  const path = join(bin, 'passt')
  const lines = ['#!/bin/bash', `echo "$*" >> ${startsIn(home)}`, script, `exec ${real} "$@"`]
  await writeFile(path, `${lines.join('\n')}\n`)
  await chmod(path, 0o755)
  return { PATH: `${bin}${delimiter}${process.env['PATH']}` }
}

const startsIn = (home: EngineHome): string => join(home.dir, 'starts')

/** The arguments of each start of it, the question for its help among them. */
export const startsOf = async (home: EngineHome): Promise<string[]> =>
  (await readFile(startsIn(home), 'utf8')).trim().split('\n')
