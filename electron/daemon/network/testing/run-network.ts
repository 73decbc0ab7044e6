import * as z from 'zod/mini'
import { runNetwork } from '../run.ts'
import { stderrLogger } from './log-lines.ts'

/** The network service as a program: its settings as JSON, then the path of its socket. */
const [settings = '', socketPath = ''] = process.argv.slice(2)
const schema = z.object({
  ...{ bridges: z.array(z.string()), tapsPerUser: z.int(), tapsPerBridge: z.int() },
})
runNetwork({
  ...{ settings: schema.parse(JSON.parse(settings)), socketPath, logger: stderrLogger() },
}).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exit(1)
  },
)
