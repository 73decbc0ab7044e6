import type { Notice } from '../../../shared/domain/notices.ts'
import { type AcceleratorChoice, nextCpuAfterFailure } from '../accel/index.ts'
import { audioFailureNotice, silentAudio } from '../audio/index.ts'
import type { Prepared } from '../preparation/prepare-resources.ts'

/** What one attempt to start QEMU is made with. */
export interface Attempt extends AcceleratorChoice {
  readonly prepared: Prepared
}

/**
 * What to try after QEMU died with these words; null where nothing else would help. Pure. A CPU
 * feature that KVM cannot give kills QEMU: the next attempt does without it. So does a sound server
 * that is gone meanwhile: the next attempt is silent.
 */
export function afterFailure(
  attempt: Attempt,
  stderr: string,
): { readonly attempt: Attempt; readonly why: string; readonly notice: Notice | null } | null {
  const cpu = attempt.accelerator === 'kvm' ? nextCpuAfterFailure(attempt.cpu, stderr) : null
  if (cpu !== null) return { attempt: { ...attempt, cpu }, why: `cpu ${cpu}`, notice: null }
  const { prepared } = attempt
  const notice = audioFailureNotice(stderr)
  const { driver } = prepared.resources.audio ?? silentAudio.backend
  if (notice === null || driver === 'none') return null
  const resources = { ...prepared.resources, audio: silentAudio.backend }
  const silent = { ...prepared, resources, sound: silentAudio.view }
  return { attempt: { ...attempt, prepared: silent }, why: 'without sound', notice }
}
