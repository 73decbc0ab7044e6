import { prepareAudio } from '../audio/index.ts'
import { planFirmware } from '../firmware/index.ts'
import { planNics } from '../network/index.ts'
import { planShares } from '../sharing/index.ts'
import { tpmSocket } from '../tpm/index.ts'
import { findRenderNode, mayUseVsock } from './host-devices.ts'
import type { RunResources } from './resources.ts'
import type { RunPlan } from './run-preparation.ts'

/**
 * What a run would be given, with nothing started and nothing made for it: sockets are named as they
 * would be, and what shows itself only when it is started is taken to work. Rejects as
 * prepareFirmware does where there is none that fits.
 */
export async function planResources(plan: RunPlan): Promise<RunResources> {
  const { config, paths } = plan
  const silent = { ...plan, notice: () => {} }
  const [firmware, shares, audio, nics, renderNode, vsock] = await Promise.all([
    planFirmware(plan),
    planShares(plan),
    prepareAudio(silent),
    planNics(plan),
    config.video === 'virtio-gl' ? findRenderNode() : null,
    config.vsock === null ? false : mayUseVsock(),
  ])
  const tpm = config.tpm ? tpmSocket(paths) : null
  return { firmware, tpmSocket: tpm, audio: audio.backend, nics, shares, renderNode, vsock }
}
