import { disk, guest, resources, type Samples } from './sample.ts'

/** Machines, processors, memory, firmware and TPM. */
export function machineSamples(dir: string): Samples {
  const kvm = { accelerator: 'kvm', cpu: 'host,-arch-capabilities' } as const
  const code = { path: `${dir}/code.fd`, format: 'raw' } as const
  const nvram = { path: `${dir}/nvram.qcow2`, format: 'qcow2' } as const
  const uefi = { firmware: { kind: 'uefi', secureBoot: false } } as const
  const secure = { firmware: { kind: 'uefi', secureBoot: true } } as const
  const tpmSocket = `${dir}/tpm.sock`
  const swtpm = {
    needs: [{ kind: 'program', path: '/usr/bin/swtpm' }],
    helpers: [{ kind: 'swtpm', socket: tpmSocket }],
  } as const
  const kernel = `${dir}/vmlinuz`
  return {
    minimal: { config: guest() },
    'i440fx-minimal': { config: guest({ machine: 'i440fx' }) },
    'machine-of-a-saved-state': {
      config: guest(),
      more: { machineType: 'pc-q35-6.2', incoming: { kind: 'defer' }, paused: true },
    },
    topology: {
      config: guest({
        cpus: 8,
        // Of the processors that TCG warns of nothing about, one that can have two threads a core.
        cpu: { model: 'Nehalem-v1', topology: { sockets: 2, cores: 2, threads: 2 } },
      }),
    },
    'cpu-named': { config: guest({ cpu: { model: 'Nehalem-v1' } }) },
    'cpu-named-kvm': { config: guest({ cpu: { model: 'Nehalem' } }), more: kvm },
    'cpu-host-kvm': { config: guest({ cpu: { model: 'host' } }), more: kvm },
    'cpu-max-tcg': { config: guest({ cpu: { model: 'max' } }) },
    'windows-tcg': { config: guest({ os: 'windows' }) },
    'windows-kvm': { config: guest({ os: 'windows' }), more: kvm },
    'windows-kvm-without-vp-index': {
      config: guest({ os: 'windows' }),
      more: { accelerator: 'kvm', cpu: 'host,-arch-capabilities,hv-time=off,hv-vpindex=off' },
    },
    'i440fx-windows-kvm': { config: guest({ os: 'windows', machine: 'i440fx' }), more: kvm },
    balloon: { config: guest({ balloon: true }) },
    'kernel-boot': {
      config: guest({
        kernelBoot: { kernel, initrd: `${dir}/initrd`, commandLine: 'console=ttyS0 a=b,c' },
      }),
    },
    'kernel-without-initrd': { config: guest({ kernelBoot: { kernel, commandLine: '' } }) },
    uefi: {
      config: guest(uefi),
      more: resources({ firmware: { code, nvram, smm: false } }),
    },
    'uefi-secure-boot': {
      config: guest(secure),
      more: resources({ firmware: { code, nvram, smm: true } }),
    },
    'uefi-disposable': {
      config: guest({ ...uefi, disks: [disk('disk0', `${dir}/a.qcow2`)] }),
      more: {
        ...resources({ firmware: { code, nvram, smm: false } }),
        disposable: true,
        overlays: { disk0: `${dir}/over-0.qcow2`, nvram: `${dir}/over-nvram.qcow2` },
      },
    },
    'i440fx-uefi': {
      config: guest({ ...uefi, machine: 'i440fx' }),
      more: resources({ firmware: { code, nvram, smm: false } }),
    },
    'tpm-bios': { config: guest({ tpm: true }), more: resources({ tpmSocket }), ...swtpm },
    'tpm-uefi': {
      config: guest({ ...secure, tpm: true }),
      more: resources({ tpmSocket, firmware: { code, nvram, smm: true } }),
      ...swtpm,
    },
    'extra-arguments': {
      config: guest({ extraArguments: ['-device', 'edu,id=my-edu', '-d', 'guest_errors'] }),
    },
  }
}

/** What is left: random numbers, watchdog, panic, socket family, shares and channels. */
export function partSamples(dir: string): Samples {
  const folder = `${dir}/folder`
  const socket = `${dir}/fs.sock`
  const share = { id: 'share0', path: folder, tag: 'docs' }
  return {
    rng: { config: guest({ rng: true }) },
    watchdog: { config: guest({ watchdog: { action: 'reset' } }) },
    'watchdog-nmi': { config: guest({ watchdog: { action: 'inject-nmi' } }) },
    pvpanic: { config: guest({ pvpanic: true, watchdog: { action: 'pause' } }) },
    'i440fx-pvpanic': { config: guest({ machine: 'i440fx', pvpanic: true }) },
    vsock: {
      config: guest({ vsock: { cid: 42 } }),
      more: resources({ vsock: true }),
      needs: [
        { kind: 'path', path: '/dev/vhost-vsock' },
        { kind: 'device-type', name: 'vhost-vsock-pci' },
      ],
    },
    'vsock-not-offered': { config: guest({ vsock: { cid: 42 } }) },
    agent: { config: guest({ agent: true }) },
    clipboard: {
      config: guest({ clipboard: 'both', display: 'vnc', agent: true }),
      needs: [{ kind: 'chardev', name: 'qemu-vdagent' }],
    },
    'clipboard-without-display': { config: guest({ clipboard: 'both' }) },
    'serial-and-i440fx': { config: guest({ machine: 'i440fx', serials: [{ id: 'serial0' }] }) },
    'share-9p': {
      config: guest({ shares: [share] }),
      more: resources({ shares: { share0: { driver: '9p' } } }),
    },
    'share-9p-read-only': {
      config: guest({ shares: [{ ...share, path: `${dir}/a,b "c"`, readOnly: true }] }),
      more: resources({ shares: { share0: { driver: '9p' } } }),
    },
    'share-virtiofs': {
      config: guest({ shares: [share] }),
      more: resources({ shares: { share0: { driver: 'virtiofs', socket } } }),
      needs: [{ kind: 'program', path: '/usr/lib/qemu/virtiofsd' }],
      helpers: [{ kind: 'virtiofsd', socket, folder }],
    },
    'usb-devices': {
      config: guest({
        usbDevices: [
          { id: 'usb0', match: { kind: 'product', vendor: '1d6b', product: 'fffe' } },
          { id: 'usb1', match: { kind: 'port', bus: 1, port: '1.4.2' } },
        ],
      }),
    },
  }
}
