/**
 * The kernels that the test guest can have. `cloud` boots in about 3 s under TCG and shows the
 * VGA text console; `full` takes about 8 s and has DRM (a screen that can be resized) and sound.
 */
export const flavours = Object.freeze({
  cloud: {
    // Debian's name, then Ubuntu's.
    metaPackages: ['linux-image-cloud-amd64', 'linux-image-virtual'],
    modules: ['virtio_pci', 'virtio_blk', 'virtio_net', 'virtio_scsi', 'sr_mod', 'isofs'],
  },
  full: {
    metaPackages: ['linux-image-amd64', 'linux-image-generic'],
    modules: [
      ...['virtio_pci', 'virtio_blk', 'virtio_net', 'virtio_gpu', 'virtio_scsi', 'ahci'],
      ...['sr_mod', 'isofs', 'snd_hda_intel', 'snd_hda_codec_generic'],
    ],
  },
})

/** @typedef {keyof typeof flavours} Flavour */

/** Without these the power button, which is how ACPI shutdown arrives, would do nothing. */
export const commonModules = Object.freeze(['button', 'evdev'])

/** A shell on both consoles; kernel messages on the serial one, and few of them. */
export const commandLine = 'console=tty0 console=ttyS0 quiet'

/** What the guest prints on its screen and on its serial console once it takes input. */
export const readyLine = 'guesthouse-test-guest ready'
