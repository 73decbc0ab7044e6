import { readJson } from '../lib/json-file.mjs'
import { commandLine, readyLine } from './flavours.mjs'
import { currentFile, imagePaths } from './store.mjs'

/**
 * @typedef {{ kernel: string, initrd: string, commandLine: string, readyLine: string }} TestGuest
 * kernel, initrd: absolute paths; readyLine: what it prints on both consoles when it takes input
 */

/**
 * The tiny Linux that set-up made: a shell on the serial console and on the screen, and a clean
 * power off at the ACPI power button. 256 MiB of memory are enough for it. Throws where set-up
 * has not made it.
 * @param {import('./flavours.mjs').Flavour} [flavour]
 * @returns {TestGuest}
 */
export function testGuest(flavour = 'cloud') {
  const current = readJson(currentFile(flavour))
  if (!current) {
    const command =
      flavour === 'cloud'
        ? 'node scripts/setup/main.mjs test'
        : `node scripts/test-guest/main.mjs ${flavour}`
    throw new Error(`The test guest (${flavour}) has not been made. Run: ${command}`)
  }
  return { ...imagePaths(current.key), commandLine, readyLine }
}
