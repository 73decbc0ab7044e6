import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startChild } from './bounded-child.ts'
import { isRunning, Sandbox } from './fake-program.test-support.ts'
import { runProgram } from './run-program.ts'

// Each test starts programs, which takes long on a busy host.
vi.setConfig({ testTimeout: 30_000 })

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await Sandbox.make()
})
afterEach(() => sandbox.remove())

it('ends with us, even when we are killed', async () => {
  const program = await sandbox.program('patient', 'echo $$; exec sleep 1000')
  const bundle = sandbox.path('bounded-child.cjs')
  await build({
    entryPoints: [fileURLToPath(new URL('./bounded-child.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: bundle,
    logLevel: 'error',
  })
  const script = `
    const { startChild } = require(${JSON.stringify(bundle)})
    startChild({ file: ${JSON.stringify(program)}, args: [] }).then((child) => {
      child.process.stdout.pipe(process.stdout)
    })`
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(said.toString())
  expect(await isRunning(pid)).toBe(true)
  parent.kill('SIGKILL')
  await once(parent, 'close')
  // The kernel sends the signal at our end; the test's time limit is the limit.
  while (await isRunning(pid)) await new Promise(setImmediate)
})

it('says that a program is missing or may not be run, as Node does', async () => {
  const plain = sandbox.path('plain')
  await writeFile(plain, '')
  const missing = startChild({ file: sandbox.path('absent'), args: [] })
  await expect(missing).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(startChild({ file: plain, args: [] })).rejects.toMatchObject({
    code: 'EACCES',
  })
})

it('gives arguments to the program as they are', async () => {
  const program = await sandbox.program('echo', 'printf "%s|" "$@"')
  const result = await runProgram({
    file: program,
    args: ['--', '-x', 'a b', ''],
    timeoutMs: 20_000,
  })
  expect(result).toMatchObject({ code: 0, signal: null, stdout: '--|-x|a b||', timedOut: false })
})

it('does not wait for what a program leaves behind with its pipes open', async () => {
  const here = sandbox.path('here')
  const script = `setsid sh -c 'echo $$; touch ${here}; exec sleep 1000' &
    until [ -e ${here} ]; do sleep 0.05; done
    echo done`
  const program = await sandbox.program('leaver', script)
  const result = await runProgram({ file: program, args: [], timeoutMs: 20_000 })
  const left = Number(/^\d+$/m.exec(result.stdout)?.[0])
  try {
    expect(result).toMatchObject({
      code: 0,
      timedOut: false,
      stdout: expect.stringMatching('done'),
    })
    expect(await isRunning(left)).toBe(true)
  } finally {
    process.kill(left, 'SIGKILL')
  }
})

it('keeps the last part of what a program says without end', async () => {
  const program = await sandbox.nodeProgram(
    'talker',
    `for (let i = 0; i < 100000; i++) process.stderr.write('line ' + i + '\\n')`,
  )
  const { stderr } = await runProgram({ file: program, args: [], timeoutMs: 20_000 })
  expect(stderr.endsWith('line 99998\nline 99999\n')).toBe(true)
  expect(stderr.length).toBeLessThanOrEqual(16 * 1024)
})
