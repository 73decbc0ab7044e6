import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A directory of its own for a test, with programs that are shell or Node scripts. */
export class Sandbox {
  readonly directory: string

  private constructor(directory: string) {
    this.directory = directory
  }

  static async make(): Promise<Sandbox> {
    return new Sandbox(await mkdtemp(join(tmpdir(), 'gh-test-')))
  }

  path(name: string): string {
    return join(this.directory, name)
  }

  /** PATH with the programs of this directory before the system's. */
  get env(): NodeJS.ProcessEnv {
    return { ...process.env, PATH: `${this.path('bin')}:${process.env['PATH'] ?? ''}` }
  }

  /** Makes a program in bin/; the script's first line may be its own `#!`. */
  async program(name: string, script: string): Promise<string> {
    await mkdir(this.path('bin'), { recursive: true })
    const path = join(this.path('bin'), name)
    await writeFile(path, script.startsWith('#!') ? script : `#!/bin/sh\n${script}\n`)
    await chmod(path, 0o755)
    return path
  }

  /** A program in JavaScript, on the Node that runs the test. */
  nodeProgram(name: string, script: string): Promise<string> {
    return this.program(name, `#!${process.execPath}\n${script}\n`)
  }

  async read(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8').catch(() => '')
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true })
  }
}

/** Whether a process with this number runs (a zombie does not). */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
  return stat !== '' && !/\) [ZX] /.test(stat)
}
