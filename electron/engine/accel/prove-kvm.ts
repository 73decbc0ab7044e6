import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Acceleration } from '../../../shared/domain/guest.ts'
import { makeDirectory } from '../../platform/files.ts'
import { nextCpuAfterFailure } from './cpu-features.ts'
import { runSelfTest, type SelfTestOptions, type SelfTestResult } from './run-self-test.ts'
import { DISK_BYTES, selfTestSector } from './self-test-image.ts'

/** ms; TCG ends within half a second on an idle host of 2020, and QEMU may come from a slow disk. */
const TCG_TIMEOUT_MS = 20_000
/**
 * KVM gets this many times what the whole of TCG's run took. KVM that is worth using takes less
 * than TCG; the rest is for a host whose load changes between the two.
 */
const KVM_TIMEOUT_FACTOR = 3
const KVM_TIMEOUT_MIN_MS = 2_000

/** Words of QEMU about a failure that may be over soon: somebody else holds KVM, or memory is short. */
const PASSING = /Device or resource busy|Cannot allocate memory|Resource temporarily unavailable/

/** An assertion's words are shorter; a backtrace is not for a window. */
const DETAIL_MAX_CHARS = 1_000

export interface Verdict {
  readonly acceleration: Acceleration
  /** False where the next try may find something else. */
  readonly lasting: boolean
}

interface ProveOptions {
  readonly qemuPath: string
  readonly workDir: string
  readonly signal?: AbortSignal | undefined
  /** ms; tests shorten them. */
  readonly limits?: { readonly tcgMs: number; readonly kvmMinMs: number } | undefined
}

/**
 * Runs the self-test under TCG and then under KVM, one after the other so that they do not slow
 * each other down. KVM is proved where it ends and its loop is faster.
 */
export async function proveKvm(options: ProveOptions): Promise<Verdict> {
  const { tcgMs: tcgLimit, kvmMinMs } = options.limits ?? {
    tcgMs: TCG_TIMEOUT_MS,
    kvmMinMs: KVM_TIMEOUT_MIN_MS,
  }
  await makeDirectory(options.workDir)
  const directory = await mkdtemp(join(options.workDir, 'kvm-self-test-'))
  try {
    const imagePath = join(directory, 'disk.img')
    await writeFile(imagePath, selfTestSector(), { mode: 0o600 })
    await truncate(imagePath, DISK_BYTES)
    const common = { qemuPath: options.qemuPath, imagePath, signal: options.signal }
    const tcg = await runSelfTest({
      ...common,
      accelerator: 'tcg',
      cpu: 'max',
      timeoutMs: tcgLimit,
    })
    const timeoutMs =
      tcg.outcome === 'finished' ? Math.max(kvmMinMs, KVM_TIMEOUT_FACTOR * tcg.runMs) : tcgLimit
    const kvm = await runUnderKvm({ ...common, timeoutMs })
    return judge(tcg, kvm.result, kvm.cpu, timeoutMs)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Leaves out one CPU feature after another while QEMU dies of one that KVM refuses. */
async function runUnderKvm(
  options: Omit<SelfTestOptions, 'accelerator' | 'cpu'>,
): Promise<{ readonly result: SelfTestResult; readonly cpu: string }> {
  let cpu = 'host'
  for (;;) {
    const result = await runSelfTest({ ...options, accelerator: 'kvm', cpu })
    const next = result.outcome === 'died' ? nextCpuAfterFailure(cpu, result.words) : null
    if (next === null) return { result, cpu }
    cpu = next
  }
}

function judge(
  tcg: SelfTestResult,
  kvm: SelfTestResult,
  kvmCpu: string,
  kvmTimeoutMs: number,
): Verdict {
  const tcgMs = tcg.outcome === 'finished' ? round(tcg.loopMs) : null
  // A TCG that did not end says something about this moment or this QEMU, not about KVM.
  const lasting = tcg.outcome === 'finished'
  if (kvm.outcome === 'finished') {
    const kvmMs = round(kvm.loopMs)
    const proved = tcgMs === null || kvmMs < tcgMs
    const acceleration = proved
      ? ({ accelerator: 'kvm', reason: 'kvm-proved', kvmMs, tcgMs, kvmCpu } as const)
      : ({ accelerator: 'tcg', reason: 'kvm-slow', kvmMs, tcgMs, kvmCpu } as const)
    return { acceleration, lasting }
  }
  const detail =
    kvm.outcome === 'died'
      ? kvm.words.slice(0, DETAIL_MAX_CHARS)
      : `the self-test had not ended after ${Math.round(kvmTimeoutMs)} ms`
  return {
    acceleration: {
      accelerator: 'tcg',
      reason: 'kvm-failed',
      kvmMs: null,
      tcgMs,
      kvmCpu,
      detail,
      failure: kvm.outcome === 'died' ? 'died' : 'unfinished',
    },
    lasting: lasting && !PASSING.test(detail),
  }
}

/** To 0.1 ms; the PM timer does not tell more than 0.3 µs. */
const round = (ms: number): number => Math.round(ms * 10) / 10
