import type { Accelerator } from '../../../shared/domain/guest.ts'
import { describeEnd, runProgram } from '../capabilities/run-program.ts'

export type SelfTestResult =
  /** Both in ms: the loop by the guest's clock, and the whole run by ours. */
  | { readonly outcome: 'finished'; readonly loopMs: number; readonly runMs: number }
  | { readonly outcome: 'timed-out'; readonly runMs: number }
  /** `words`: what QEMU said, or how it ended. */
  | { readonly outcome: 'died'; readonly words: string }

export interface SelfTestOptions {
  readonly qemuPath: string
  /** A raw disk with the boot sector. */
  readonly imagePath: string
  readonly accelerator: Accelerator
  readonly cpu: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** What isa-debug-exit makes of the value 0x10: (0x10 << 1) | 1. */
const DONE_STATUS = 33
/** ACPI 6.5, section 4.8.3.3: Hz, and the ticks after which 24 bits start anew (4.7 s). */
const PM_TIMER_HZ = 3_579_545
const PM_TIMER_TICKS = 2 ** 24

/**
 * Runs the self-test once. QEMU and all that belongs to it are gone when this settles; it rejects
 * only with the signal's reason, or with Node's error where QEMU cannot be started.
 */
export async function runSelfTest(options: SelfTestOptions): Promise<SelfTestResult> {
  const started = performance.now()
  const output = new SelfTestOutput()
  const result = await runProgram({
    file: options.qemuPath,
    args: selfTestArguments(options),
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    onStdout: (chunk) => output.push(chunk),
  })
  const runMs = performance.now() - started
  if (result.timedOut) return { outcome: 'timed-out', runMs }
  const loopMs = output.loopMs()
  if (result.code === DONE_STATUS && loopMs !== null) return { outcome: 'finished', loopMs, runMs }
  return { outcome: 'died', words: describeEnd(result) }
}

export function selfTestArguments(
  options: Pick<SelfTestOptions, 'accelerator' | 'cpu' | 'imagePath'>,
): string[] {
  const json = JSON.stringify
  const disk = { driver: 'file', 'node-name': 'disk', filename: options.imagePath }
  return [
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-sandbox', 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'],
    ...['-machine', 'q35', '-m', '64'],
    ...['-accel', options.accelerator, '-cpu', options.cpu],
    ...['-blockdev', json({ ...disk, 'read-only': true, locking: 'off' })],
    ...['-device', json({ driver: 'virtio-blk-pci', drive: 'disk', bootindex: 0 })],
    ...['-chardev', 'stdio,id=out,signal=off'],
    ...['-device', json({ driver: 'isa-debugcon', iobase: 0xe9, chardev: 'out' })],
    ...['-device', json({ driver: 'isa-debug-exit', iobase: 0x501, iosize: 2 })],
  ]
}

/** What the guest said so far: R, L, D and three bytes of timer ticks (see self-test.S). */
class SelfTestOutput {
  #bytes = Buffer.alloc(0)
  /** When L and D came, by performance.now(). */
  #loopStarted: number | null = null
  #loopEnded: number | null = null

  push(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]).subarray(0, 16)
    if (this.#bytes.length >= 2) this.#loopStarted ??= performance.now()
    if (this.#bytes.length >= 3) this.#loopEnded ??= performance.now()
  }

  /** null where the test did not get to its end. */
  loopMs(): number | null {
    const marks = this.#bytes.toString('latin1', 0, 3)
    if (marks !== 'RLD' || this.#bytes.length !== 6) return null
    const ticks = this.#bytes.readUIntLE(3, 3)
    // The 24 bits hold 4.7 s; how often they ran full is seen by the time that passed here.
    const passedTicks = (((this.#loopEnded ?? 0) - (this.#loopStarted ?? 0)) / 1_000) * PM_TIMER_HZ
    const rounds = Math.max(0, Math.round((passedTicks - ticks) / PM_TIMER_TICKS))
    return ((ticks + rounds * PM_TIMER_TICKS) / PM_TIMER_HZ) * 1_000
  }
}
