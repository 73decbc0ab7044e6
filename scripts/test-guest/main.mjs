// Makes the images of the test guest: node scripts/test-guest/main.mjs [cloud | full | system]
import { buildTestGuest } from './build.mjs'
import { flavours } from './flavours.mjs'
import { testGuest } from './index.mjs'

const name = process.argv[2] ?? 'cloud'
const flavour = /** @type {(keyof typeof flavours)[]} */ (Object.keys(flavours)).find(
  (known) => known === name,
)
if (flavour === undefined) {
  process.stderr.write(`"${name}" is none of ${Object.keys(flavours).join(', ')}.\n`)
  process.exitCode = 2
} else {
  await buildTestGuest(flavour)
  process.stdout.write(`${JSON.stringify(testGuest(flavour), null, 2)}\n`)
}
