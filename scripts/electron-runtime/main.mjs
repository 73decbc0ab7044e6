// The Electron that set-up fetched:
//   path          prints its directory
//   info          prints what it is, as JSON
//   run ARGS…     runs it
import { spawn } from 'node:child_process'
import { resolveRuntime } from './locate.mjs'
import { messageOf } from '../lib/errors.mjs'

const [verb, ...args] = process.argv.slice(2)
try {
  const runtime = await resolveRuntime()
  if (verb === 'path') process.stdout.write(`${runtime.dist}\n`)
  else if (verb === 'info') process.stdout.write(`${JSON.stringify(runtime, null, 2)}\n`)
  else if (verb === 'run') {
    const child = spawn(runtime.executable, args, { stdio: 'inherit' })
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
      process.on(signal, () => child.kill(signal))
    }
    child.on('exit', (code) => {
      process.exitCode = code ?? 1
    })
  } else throw new Error('Usage: node scripts/electron-runtime/main.mjs path | info | run ARGS…')
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`)
  process.exitCode = 1
}
