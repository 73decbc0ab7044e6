import { readJson } from '../lib/json-file.mjs'
import { flavours, readyLine } from './flavours.mjs'
import { currentFile, imagePaths } from './store.mjs'

/**
 * @typedef {{ kernel: string, initrd: string, disk?: string, commandLine: string,
 *   readyLine: string }} TestGuest
 * kernel, initrd, disk: absolute paths; disk: qcow2, not to be written to, of `system` alone;
 * readyLine: what it prints on both consoles when it takes input
 */

/**
 * A guest that set-up made: a root shell on the serial console and on the screen, and a clean
 * power off at the ACPI power button. 256 MiB of memory are enough for it; `system` needs 512 and
 * its disk. Throws where set-up has not made it.
 * @param {import('./flavours.mjs').Flavour} [flavour]
 * @returns {TestGuest}
 */
export function testGuest(flavour = 'cloud') {
  const current = readJson(currentFile(flavour))
  if (!current) {
    throw new Error(
      `The test guest (${flavour}) has not been made. Run: node scripts/setup/main.mjs test`,
    )
  }
  const { commandLine } = flavours[flavour]
  return { ...imagePaths(flavour, current.key), commandLine, readyLine }
}
