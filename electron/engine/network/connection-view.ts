import type { ConnectionView } from '../../../shared/domain/guest.ts'
import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import type { NicBackend } from '../preparation/resources.ts'

/** What a guest's page says of a NIC that is connected like this. Pure. */
export function connectionView({ network }: NicConfig, backend: NicBackend): ConnectionView {
  const asked = network.kind === 'user' && network.hostAccess
  switch (backend.kind) {
    case 'slirp':
      // Without `restrict`, libslirp takes the gateway's address to the host's 127.0.0.1.
      return { backend: 'slirp', hostAccess: !backend.restrict, outside: !backend.restrict }
    case 'stream':
      return backend.via === 'passt'
        ? { backend: 'passt', hostAccess: asked, outside: true }
        : { backend: 'private', hostAccess: false, outside: false }
    case 'bridge':
      // What lies behind is somebody else's; the host's own 127.0.0.1 does not.
      return { backend: 'bridge', hostAccess: false, outside: true }
    case 'tap': {
      const { device, bridge } = backend
      const reached = { hostAccess: false, outside: true }
      if (bridge === undefined) return { backend: 'tap', ...reached }
      return { backend: 'daemon-tap', ...reached, tap: { device, bridge } }
    }
    case 'none':
      return { backend: 'none', hostAccess: false, outside: false }
  }
}
