import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Programs whose being left over is a fault, by the name that the kernel has of them (15 bytes); a
 * bus's own services go away by themselves.
 */
const ours =
  /^(qemu|electron|guesthouse|passt|swtpm|virtiofsd|pulseaudio|pipewire|Xvfb|dbus-daemon|gdbus|systemd-inhibit|python3|cat$|pactl|parec|pacat)/

/**
 * What is stopped by whoever started it: the session's own screen and bus. And the bus for
 * accessibility, which the desktop's libraries start beside that bus and which ends with it.
 * @param {string} name @param {string} commandLine @param {string} dir
 */
const isOfSession = (name, commandLine, dir) =>
  (name === 'Xvfb' && commandLine.includes(`-auth ${dir}/`)) ||
  (name === 'dbus-daemon' &&
    (commandLine.endsWith('--print-address=3') || commandLine.includes('at-spi')))

/** A process that was told to end may take this long to be gone. */
const graceMs = 3_000

/** @param {string} pid @param {string} name */
function procFile(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    // It has ended, or is not ours to look into.
    return ''
  }
}

/**
 * What has the run's own directory in its environment or on its command line.
 * @param {string} dir
 * @returns {Map<number, string>} command lines by pid
 */
function processesOf(dir) {
  /** @type {Map<number, string>} */
  const found = new Map()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const commandLine = procFile(pid, 'cmdline').replaceAll('\0', ' ').trim()
    if (!commandLine.includes(dir) && !procFile(pid, 'environ').includes(dir)) continue
    const name = procFile(pid, 'comm').trim()
    if (!ours.test(name)) continue
    if (isOfSession(name, commandLine, dir)) continue
    found.set(Number(pid), commandLine.slice(0, 200))
  }
  return found
}

/**
 * Ends what a run left behind.
 * @param {string} dir the run's own directory
 * @returns {Promise<string[]>} those that should have been gone
 */
export async function endLeftOver(dir) {
  const deadline = Date.now() + graceMs
  let found = processesOf(dir)
  while (found.size > 0 && Date.now() < deadline) {
    await delay(100)
    found = processesOf(dir)
  }
  for (const pid of found.keys()) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // ended meanwhile
    }
  }
  return [...found].map(([pid, commandLine]) => `${pid} ${commandLine}`)
}
