import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Bundles a program of this folder. Returns its path, which every account can read. */
export async function bundleProgram(name: string, dir: string): Promise<string> {
  const outfile = join(dir, `${name}.cjs`)
  await build({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
    ...{ bundle: true, platform: 'node', target: 'node18', format: 'cjs', logLevel: 'error' },
    // What dbus-next can do without (scripts/build/electron-bundles.mjs).
    external: ['usocket', 'x11'],
    outfile,
  })
  await chmod(outfile, 0o644)
  return outfile
}

/** A program that a test talks to by lines. */
export interface TestProgram {
  readonly pid: number
  /** Resolves when it has printed a line on stderr that holds the text, from its start on. */
  logs(text: string): Promise<void>
  /** Sends a line, and resolves with the next one on stdout. */
  ask(line: string): Promise<string>
  /** Resolves when it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

const running = new Set<TestProgram>()

export async function endPrograms(): Promise<void> {
  await Promise.all([...running].map((program) => program.end('SIGKILL')))
}

export function startProgram(command: readonly string[], env: NodeJS.ProcessEnv = {}): TestProgram {
  const [file = '', ...args] = command
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(file, args, {
    cwd: '/',
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${file} cannot be started`)
  child.stdin.on('error', () => {})
  let logged = ''
  const looks = new Set<() => void>()
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    logged += text
    for (const look of looks) look()
  })
  const answers: ((line: string) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => answers.shift()?.(line))
  const gone = once(child, 'close')
  const failed = gone.then(([code, signal]) => {
    throw new Error(`${command.join(' ')} ended (${String(code ?? signal)}): ${logged}`)
  })
  failed.catch(() => {})
  const program: TestProgram = {
    pid,
    logs: (text) =>
      Promise.race([
        new Promise<void>((resolve) => {
          const look = (): void => {
            if (!logged.includes(text)) return
            looks.delete(look)
            resolve()
          }
          looks.add(look)
          look()
        }),
        failed,
      ]),
    ask: (line) => {
      const answer = new Promise<string>((resolve) => answers.push(resolve))
      child.stdin.write(`${line}\n`)
      return Promise.race([failed, answer])
    },
    end: async (signal) => {
      child.kill(signal)
      await gone
      running.delete(program)
    },
  }
  running.add(program)
  return program
}
