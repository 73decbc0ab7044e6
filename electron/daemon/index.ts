import { busStatus } from './cli/bus-status.ts'
import { journalLogger } from './cli/journal-logger.ts'
import { main } from './cli/main.ts'
import { heldCapabilities } from './privileges/held-capabilities.ts'

/** Put in by the build, from package.json. */
declare const GUESTHOUSE_VERSION: string

// Who reads may be gone first: "guesthoused capabilities | head -1".
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

const complain = (text: string): void => {
  process.stderr.write(text)
}

void main(process.argv.slice(2), {
  version: GUESTHOUSE_VERSION,
  // Linux has it.
  uid: process.getuid?.() ?? 0,
  print: (text) => {
    process.stdout.write(text)
  },
  complain,
  held: () => heldCapabilities(),
  busStatus: () => busStatus(process.env),
  logger: journalLogger({
    write: complain,
    journal: process.env['JOURNAL_STREAM'] !== undefined,
  }),
  // Loaded only where they are asked for: the launcher runs this program once more before them.
  services: {
    daemon: async (options) => (await import('./service/run.ts')).runDaemon(options),
    network: async (options) => (await import('./network/run.ts')).runNetwork(options),
  },
}).then((code) => {
  process.exitCode = code
})
