import { daemonFeatures } from '../../../../shared/domain/daemon.ts'
import { runDaemon } from '../../service/run.ts'
import type { ServiceConfig } from '../../service/surroundings.ts'
import { stderrLogger } from './log-lines.ts'

/** The daemon with bridges and nothing else; the network service's socket is its argument. */
const [controlSocket = ''] = process.argv.slice(2)
const on = daemonFeatures.map((feature) => [feature, feature === 'bridged-networking'])
const features = Object.fromEntries(on) as ServiceConfig['features']

runDaemon({
  config: { features, storage: { directories: [], files: [] }, usb: { devices: [] } },
  gate: { allows: (feature) => features[feature], require: () => {} },
  facts: { version: '0.0.0-test', capabilities: [] },
  ...{ logger: stderrLogger(), controlSocket },
}).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
