import { audioSamples, videoSamples } from './display-samples.ts'
import { cdromSamples, diskSamples } from './disk-samples.ts'
import { machineSamples, partSamples } from './machine-samples.ts'
import { networkSamples } from './network-samples.ts'
import { type ConfigInput, disk, guest, nic, resources, type Samples } from './sample.ts'

/** What the golden files and the runs under real QEMU are made of; files are in `dir`. */
export function samples(dir: string): Samples {
  return {
    ...machineSamples(dir),
    ...partSamples(dir),
    ...diskSamples(dir),
    ...cdromSamples(dir),
    ...networkSamples(dir),
    ...videoSamples(),
    ...audioSamples(dir),
    ...wholeSamples(dir),
  }
}

/** Guests as people have them. */
function wholeSamples(dir: string): Samples {
  const slirp = { kind: 'slirp', restrict: false } as const
  const parts: Partial<ConfigInput> = {
    ...{ agent: true, balloon: true, rng: true, memoryMiB: 1024, cpus: 4, display: 'vnc' },
    disks: [disk('disk0', `${dir}/a.qcow2`)],
    cdroms: [{ id: 'cdrom0', path: `${dir}/a.iso` }],
    nics: [nic('net0', '56')],
    serials: [{ id: 'serial0' }],
  }
  const desktop = guest({ ...parts, name: 'debian-13' })
  const more = resources({ nics: { net0: slirp } })
  const hostile = `a,file.locking=off",nbd:\\ \u00e9.qcow2`
  return {
    desktop: { config: desktop, more },
    'desktop-kvm': {
      config: desktop,
      more: { ...more, accelerator: 'kvm', cpu: 'host,-arch-capabilities' },
    },
    'hostile-names': {
      config: guest({
        ...parts,
        disks: [disk('disk0', `${dir}/${hostile}`)],
        name: `a,process=x "b' \\ ../\u{1f40d}`,
      }),
      more,
    },
  }
}
