import type { ConnectionView, SoundView } from '../../../shared/domain/guest.ts'
import { prepareAudio } from '../audio/index.ts'
import { prepareFirmware } from '../firmware/index.ts'
import { prepareNics } from '../network/index.ts'
import { prepareShares } from '../sharing/index.ts'
import { prepareTpm } from '../tpm/index.ts'
import { prepareUsb } from '../usb/index.ts'
import { findRenderNode, mayUseVsock } from './host-devices.ts'
import { missingParts } from './missing-parts.ts'
import { noResources, type RunResources } from './resources.ts'
import type { RunPreparation } from './run-preparation.ts'

/** What a run is given, and what its page says of it. */
export interface Prepared {
  readonly resources: RunResources
  readonly sound: SoundView | null
  readonly connections: Readonly<Record<string, ConnectionView>>
}

/**
 * Everything that a run needs of the host, found and started side by side. Rejects with the first
 * part's error, when all of them have settled: what they started is then known, and can be ended.
 */
export async function prepareResources(run: RunPreparation): Promise<Prepared> {
  const { config } = run
  const parts = [
    prepareFirmware(run),
    prepareTpm(run),
    prepareShares(run),
    prepareAudio(run),
    prepareNics(run),
    config.video === 'virtio-gl' ? findRenderNode() : Promise.resolve(null),
    config.vsock === null ? Promise.resolve(false) : mayUseVsock(),
    prepareUsb(run),
  ] as const
  await Promise.allSettled(parts)
  const [firmware, tpmSocket, shares, audio, network, renderNode, vsock] = await Promise.all(parts)
  for (const code of missingParts(config, run.qemu, { renderNode, vsock })) {
    run.notice({ code, params: {} })
  }
  return {
    resources: {
      ...{ ...noResources, firmware, tpmSocket, shares, audio: audio.backend, renderNode, vsock },
      nics: network.nics,
    },
    sound: audio.view,
    connections: network.connections,
  }
}
