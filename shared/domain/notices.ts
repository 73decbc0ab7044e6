import * as z from 'zod/mini'

/**
 * What a guest that runs does without, or runs with against the rule, and what would mend it. A
 * closed list like that of the errors: what is so, and what to do about it. `{{name}}` is filled
 * from the notice's params.
 */
export const noticeCatalogue = {
  SOUND_NO_SERVER: {
    message: 'The machine has no sound: no sound server answers.',
    next: 'Start PulseAudio or PipeWire, then start the machine again.',
  },
  SOUND_NO_DRIVER: {
    message: 'The machine has no sound: QEMU lacks the part that plays it.',
    next: 'Install qemu-system-gui (Debian, Ubuntu) or qemu-audio-pa (Fedora), then start it again.',
  },
  SOUND_FAILED: {
    message: 'The machine has no sound: QEMU could not use the sound server.',
    next: 'Check the sound server, then start the machine again.',
  },
  SOUND_SERVER_GONE: {
    message: 'The machine has lost its sound: the sound server has ended.',
    next: 'Start the machine again to get the sound back.',
  },
  HELPER_ENDED: {
    message: 'A program that served this machine has ended ({{name}}).',
    next: 'Restart the machine to get back what it did. Its own words are in the log.',
  },
  SECURE_BOOT_NO_KEYS: {
    message: 'Secure Boot is not in force: the firmware has no keys.',
    next: 'Enrol keys in the machine, or install firmware that has them.',
  },
  VIRTIOFS_UNAVAILABLE: {
    message: 'The shared folder {{tag}} goes through 9p: virtiofs cannot be had here.',
    next: 'Install virtiofsd 1.13 or newer, or choose 9p.',
  },
  SHARE_HOLDS_GUESTHOUSE: {
    message:
      'The shared folder {{path}} holds the files of Guesthouse, which the machine may change.',
    next: 'Share a smaller folder, or make this one read-only.',
  },
  VIDEO_NO_RENDER_NODE: {
    message: 'The screen has no 3D acceleration: no graphics device can be used.',
    next: 'Allow yourself /dev/dri/renderD128 (group render), then start the machine again.',
  },
  VIDEO_NO_DRIVER: {
    message: 'The screen has no 3D acceleration: QEMU lacks the part that draws it.',
    next: "Install QEMU's modules for OpenGL, then start the machine again.",
  },
  CLIPBOARD_UNAVAILABLE: {
    message: 'The machine shares no clipboard: QEMU lacks the part that does it.',
    next: 'Use a QEMU that was built with SPICE, or switch the clipboard off.',
  },
  USB_NO_ACCESS: {
    message: 'The machine goes without the USB device {{device}}: you may not use {{node}}.',
    next: 'Put {{rule}} into /etc/udev/rules.d/70-guesthouse-usb.rules, then plug it in again.',
  },
  VSOCK_UNAVAILABLE: {
    message: 'The machine has no vsock address: /dev/vhost-vsock cannot be used.',
    next: 'Load the module vhost_vsock, and allow yourself the device.',
  },
  NETWORK_CUT_OFF: {
    message: 'The machine reaches neither this computer nor the network: passt cannot be used.',
    next: 'Install the package passt, or allow access to this computer under Hardware, then start it again.',
  },
  HOST_ACCESS: {
    message: 'The machine reaches what listens on this computer alone (127.0.0.1).',
    next: 'Take that back under Hardware unless you trust everything in the machine.',
  },
  PASST_OLD: {
    message:
      'An administrator inside the machine can reach what listens on this computer alone (127.0.0.1): passt is too old to stop it.',
    next: 'Update passt to a version of August 2024 or later, or isolate the machine under Hardware.',
  },
  NO_NAME_SERVER: {
    message:
      'The machine is told of no name server: that of this computer serves this computer alone.',
    next: 'Enter one inside the machine, or update passt to a version of August 2024 or later.',
  },
  FORWARD_IPV6: {
    message: 'The forward of port {{port}} is left out: without passt only IPv4 can be forwarded.',
    next: 'Install passt, or forward it from an IPv4 address.',
  },
  PRIVATE_NEEDS_NEWER_QEMU: {
    message: 'The machine is not on the private network {{network}}: this QEMU cannot join one.',
    next: 'Update QEMU to 7.2 or newer, then start the machine again.',
  },
  BRIDGE_MISSING: {
    message: 'The machine is not connected: this computer has no bridge {{bridge}}.',
    next: 'Choose another bridge, or have an administrator make it.',
  },
  BRIDGE_HELPER_MISSING: {
    message: "The machine is not connected to {{bridge}}: QEMU's bridge helper is not installed.",
    next: 'Install the package qemu-system-common (Debian, Ubuntu) or qemu-common (Fedora).',
  },
  BRIDGE_HELPER_POWERLESS: {
    message:
      "The machine is not connected to {{bridge}}: QEMU's bridge helper lacks the permission.",
    next: 'With {{line}} an administrator allows it.',
  },
  BRIDGE_NOT_ALLOWED: {
    message: 'The machine is not connected: this computer does not allow machines on {{bridge}}.',
    next: 'An administrator allows it with the line {{line}} in {{file}}.',
  },
  BRIDGE_LESS_SANDBOX: {
    message:
      'QEMU may start programs while this machine runs, because the bridge {{bridge}} needs it.',
    next: 'Choose another kind of network if the machine runs what you do not trust.',
  },
  BRIDGE_DAEMON_REFUSED: {
    message: 'The machine is not connected to {{bridge}}. The system daemon says: {{reason}}',
    next: 'Mend that or choose another bridge, then start the machine again.',
  },
  TAP_MISSING: {
    message: 'The machine is not connected: this computer has no TAP device {{tap}}.',
    next: 'Choose another device, or have an administrator make it.',
  },
  TAP_NOT_YOURS: {
    message: 'The machine is not connected: you may not open the TAP device {{tap}}.',
    next: 'With sudo ip tuntap add dev {{tap}} mode tap user $USER an administrator makes one for you.',
  },
  TAP_BUSY: {
    message: 'The machine is not connected: another program uses the TAP device {{tap}}.',
    next: 'End that program, or choose another device, then start the machine again.',
  },
  EXTRA_ARGUMENTS: {
    message: 'This machine gives QEMU arguments of its own, which are not supported.',
    next: 'Remove them under Hardware if it misbehaves.',
  },
} as const satisfies Record<string, { message: string; next: string }>

export type NoticeCode = keyof typeof noticeCatalogue

export const noticeSchema = z.object({
  code: z.enum(Object.keys(noticeCatalogue) as [NoticeCode, ...NoticeCode[]]),
  /** The device that it is about, by its id in the guest's description. */
  device: z.optional(z.string()),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Technical detail: a program's own words. */
  cause: z.optional(z.string()),
})
export type Notice = z.infer<typeof noticeSchema>
