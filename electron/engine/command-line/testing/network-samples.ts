import type { NicBackend } from '../../preparation/resources.ts'
import { guest, nic, resources, type Sample, type Samples } from './sample.ts'

/** NICs: each model, and each thing that they can be connected to. */
export function networkSamples(dir: string): Samples {
  const socket = `${dir}/net.sock`
  const on = (backend: NicBackend, some: Parameters<typeof nic>[2] = {}): Sample => ({
    config: guest({ nics: [nic('net0', '56', some)] }),
    more: resources({ nics: { net0: backend } }),
  })
  const slirp = { kind: 'slirp', restrict: false } as const
  const needs = [{ kind: 'netdev', name: 'stream' }] as const
  /** Ports differ, because the tests' QEMUs run side by side. */
  const forwarding = (first: number): Sample =>
    on(slirp, {
      network: {
        kind: 'user',
        forwards: [
          { protocol: 'tcp', hostPort: first, guestPort: 22 },
          { protocol: 'udp', address: '0.0.0.0', hostPort: first + 1, guestPort: 53 },
          { protocol: 'tcp', address: '::1', hostPort: first + 2, guestPort: 80 },
        ],
      },
    })
  return {
    'nic-virtio': on(slirp),
    'nic-e1000e': on(slirp, { model: 'e1000e' }),
    'nic-rtl8139': on(slirp, { model: 'rtl8139' }),
    'i440fx-nics': {
      config: guest({
        machine: 'i440fx',
        nics: [
          nic('net0', '01', { model: 'rtl8139' }),
          nic('net1', '02', { model: 'e1000e' }),
          nic('net2', '03'),
        ],
      }),
      more: resources({ nics: { net0: slirp, net1: slirp, net2: slirp } }),
    },
    'nic-restricted': on({ kind: 'slirp', restrict: true }, { network: { kind: 'isolated' } }),
    'nic-forwards': forwarding(42_022),
    'nic-passt': {
      ...on({ kind: 'stream', via: 'passt', path: socket }),
      needs,
      helpers: [{ kind: 'listener', socket }],
    },
    'nic-forwards-without-json': {
      ...forwarding(42_032),
      capabilities: { netdevJson: false },
    },
    // It is QEMU that listens here.
    'nic-private-network': {
      ...on(
        { kind: 'stream', via: 'switch', path: socket },
        { network: { kind: 'private', name: 'lab' } },
      ),
      needs,
    },
    'nic-unplugged': on(slirp, { connected: false }),
    'nic-without-backend': {
      ...on({ kind: 'none' }),
      says: /^.*warning: nic net0 has no peer\n$/,
    },
    'nic-bridge': {
      ...on(
        { kind: 'bridge', bridge: 'gh-test-br0', helper: '/usr/lib/qemu/qemu-bridge-helper' },
        { network: { kind: 'bridge', bridge: 'gh-test-br0' } },
      ),
      // A bridge that an administrator made and allows.
      needs: [{ kind: 'path', path: '/sys/class/net/gh-test-br0' }],
    },
    'nic-tap': {
      ...on(
        { kind: 'tap', device: 'gh-test-tap0' },
        { network: { kind: 'tap', device: 'gh-test-tap0' } },
      ),
      needs: [{ kind: 'path', path: '/sys/class/net/gh-test-tap0' }],
    },
    'two-serial-ports-and-nics': {
      config: guest({
        serials: [{ id: 'serial0' }, { id: 'serial1' }],
        nics: [nic('net0', '01'), nic('net1', '02')],
      }),
      more: resources({ nics: { net0: slirp, net1: slirp } }),
    },
  }
}
