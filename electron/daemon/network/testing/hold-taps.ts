import { createInterface } from 'node:readline'
import { daemonTaps } from '../../../dbus/client/daemon-taps.ts'
import { stderrLogger } from './log-lines.ts'

/**
 * A session's app as far as TAP devices go: each line of stdin is a JSON array of what is asked of the
 * daemon and its arguments, and is answered with one on stdout.
 */
const taps = daemonTaps({ env: process.env, logger: stderrLogger() })
const does: Readonly<Record<string, (...names: string[]) => Promise<unknown>>> = {
  bridges: () => taps.bridges(),
  create: (bridge = '') => taps.create(bridge),
  claim: (device = '', bridge = '') => taps.claim(device, bridge),
  release: (device = '') => taps.release(device),
}
createInterface({ input: process.stdin }).on('line', (line) => {
  const [what = '', ...names] = JSON.parse(line) as string[]
  const done = does[what]?.(...names) ?? Promise.reject(new Error(`unknown: ${what}`))
  done.then(
    (value) => process.stdout.write(`${JSON.stringify({ value: value ?? null })}\n`),
    (error: unknown) => process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`),
  )
})
