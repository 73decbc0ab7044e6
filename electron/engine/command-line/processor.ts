import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Accelerator } from '../../../shared/domain/guest.ts'

/** A hyper-v enlightenment (QEMU's docs, "Hyper-V Enlightenments") and those that it needs. */
interface Enlightenment {
  readonly name: string
  readonly value?: string
  readonly needs?: readonly string[]
}

/**
 * What virt-install gives Windows guests. One by one and not hv-passthrough, because that one keeps
 * a guest from being saved.
 */
const enlightenments: readonly Enlightenment[] = [
  { name: 'hv-relaxed' },
  { name: 'hv-vapic' },
  // Attempts before a spinning processor tells the host; Microsoft's own hosts say 8191.
  { name: 'hv-spinlocks', value: '0x1fff' },
  { name: 'hv-time' },
  { name: 'hv-vpindex' },
  { name: 'hv-runtime' },
  { name: 'hv-synic', needs: ['hv-vpindex'] },
  { name: 'hv-stimer', needs: ['hv-synic', 'hv-vpindex', 'hv-time'] },
  { name: 'hv-frequencies' },
  { name: 'hv-tlbflush', needs: ['hv-vpindex'] },
  { name: 'hv-ipi', needs: ['hv-vpindex'] },
]

/**
 * The processor. `value` is that of CommandLineInput.cpu: a model, and what this host cannot give.
 * TCG has no enlightenments: it takes the words and does nothing.
 */
export function processorArguments(
  config: GuestConfig,
  accelerator: Accelerator,
  value: string,
): string[] {
  const [host = 'max', ...corrections] = value.split(',')
  const { model, topology } = config.cpu
  // Under KVM, max is host; without it there is no host model.
  const given = model === 'auto' || model === 'host' || model === 'max' ? host : model
  const off = new Set(
    corrections
      .filter((word) => word.startsWith('hv-') && word.endsWith('=off'))
      .map((word) => word.slice(0, -'=off'.length)),
  )
  const words = corrections.filter((word) => !word.startsWith('hv-'))
  const hyperV = config.os === 'windows' && accelerator === 'kvm' ? enlighten(off) : []
  const { sockets, cores, threads } = topology ?? { sockets: 1, cores: config.cpus, threads: 1 }
  return [
    ...['-cpu', [given, ...hyperV, ...words].join(',')],
    ...['-smp', `cpus=${config.cpus},sockets=${sockets},cores=${cores},threads=${threads}`],
  ]
}

function enlighten(off: ReadonlySet<string>): string[] {
  return enlightenments
    .filter(({ name, needs = [] }) => ![name, ...needs].some((needed) => off.has(needed)))
    .map(({ name, value = 'on' }) => `${name}=${value}`)
}
