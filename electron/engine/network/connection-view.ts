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
    case 'tap':
      // What lies behind is somebody else's; the host's own 127.0.0.1 does not.
      return { backend: backend.kind, hostAccess: false, outside: true }
    case 'none':
      return { backend: 'none', hostAccess: false, outside: false }
  }
}
