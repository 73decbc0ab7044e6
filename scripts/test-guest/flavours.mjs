/**
 * The kernels and systems that the test guest can have. `cloud` boots in about 3 s under TCG and
 * shows the VGA text console; `full` has DRM (a screen that can be resized), sound, and a driver
 * for every device that a machine can be given; `system` is a Debian with systemd on a disk.
 */

// Debian's name, then Ubuntu's.
const cloudKernel = Object.freeze(['linux-image-cloud-amd64', 'linux-image-virtual'])
const fullKernel = Object.freeze(['linux-image-amd64', 'linux-image-generic'])

/** What a disk can be attached by, and the file system of the system guest's own. */
const storage = Object.freeze([
  ...['virtio_pci', 'virtio_blk', 'virtio_scsi', 'nvme', 'ahci', 'ata_piix', 'ata_generic'],
  ...['sd_mod', 'xhci_pci', 'usb_storage', 'uas', 'ext4'],
  // ext4 and nvme ask for these by the name of the sum, not as modules that they need.
  ...['crc32c_generic', 'crc32c_intel', 'crct10dif_generic'],
])

/** A driver for every device that a machine can be given, and the file systems to use them with. */
const everything = Object.freeze([
  ...storage,
  ...['virtio_net', 'virtio_gpu', 'virtio_balloon', 'virtio_rng', 'virtio_console'],
  ...['virtio_input', 'virtio_mem', 'virtio_pmem', 'virtio_snd', 'vmw_vsock_virtio_transport'],
  ...['sr_mod', 'sg', 'sdhci_pci', 'mmc_block', 'ehci_pci', 'uhci_hcd', 'ohci_pci'],
  ...['usbhid', 'hid_generic', 'psmouse', 'e1000e', 'e1000', '8139cp', '8139too'],
  ...['bochs', 'cirrus', 'qxl', 'i6300esb', 'pvpanic_pci', 'pvpanic_mmio'],
  ...['snd_hda_intel', 'snd_hda_codec_generic', 'snd_intel8x0', 'pcspkr'],
  ...['tpm_tis', 'tpm_crb', 'qemu_fw_cfg', 'efivarfs', 'loop'],
  ...['9p', '9pnet_virtio', 'virtiofs', 'fuse', 'overlay', 'isofs', 'vfat', 'nls_ascii'],
  'nls_cp437',
])

const cloudModules = Object.freeze([
  ...['virtio_pci', 'virtio_blk', 'virtio_net', 'virtio_scsi', 'sr_mod', 'isofs'],
])

/** A shell on both consoles; kernel messages on the serial one, and few of them. */
const commandLine = 'console=tty0 console=ttyS0 quiet'

/**
 * modules: what the guest has; bootModules: those in its initramfs; sound: whether that has the
 * tools for it; skeleton: the files that make it; disk: whether its system lies on one.
 */
export const flavours = Object.freeze({
  cloud: {
    metaPackages: cloudKernel,
    modules: cloudModules,
    bootModules: cloudModules,
    skeleton: 'shell',
    sound: false,
    disk: false,
    commandLine,
  },
  full: {
    metaPackages: fullKernel,
    modules: everything,
    bootModules: everything,
    skeleton: 'shell',
    sound: true,
    disk: false,
    commandLine,
  },
  system: {
    metaPackages: fullKernel,
    modules: everything,
    bootModules: storage,
    skeleton: 'switch',
    // Its disk has all of alsa-utils.
    sound: false,
    disk: true,
    commandLine: `${commandLine} net.ifnames=0`,
  },
})

/** @typedef {keyof typeof flavours} Flavour */

/**
 * Loaded at every boot, as no device asks for evdev. Without them the power button, which is how
 * ACPI shutdown arrives, would do nothing.
 */
export const commonModules = Object.freeze(['button', 'evdev'])

/** What the guest prints on its screen and on its serial console once it takes input. */
export const readyLine = 'guesthouse-test-guest ready'
