/** About parts of a machine and what serves them. */
export const devicesErrors = {
  // firmware and TPM
  FIRMWARE_NOT_FOUND: {
    message: 'No UEFI firmware for virtual machines is installed.',
    next: 'Install the package ovmf (Debian, Ubuntu) or edk2-ovmf (Fedora, Arch), then try again.',
  },
  SECURE_BOOT_NOT_FOUND: {
    message: 'No UEFI firmware with Secure Boot is installed.',
    next: 'Install the package ovmf (Debian, Ubuntu) or edk2-ovmf (Fedora, Arch), then try again.',
  },
  FIRMWARE_CHANGED: {
    message: 'The firmware that this machine was made with, {{path}}, is gone, and no other fits.',
    next: 'Install its package again. To begin with fresh firmware settings, move {{nvram}} away.',
  },
  NVRAM_FAILED: {
    message: 'The firmware settings {{path}} could not be made.',
    next: 'See the cause below. Nothing was left behind.',
  },
  TPM_MISSING: {
    message: 'This machine has a TPM, and the program {{program}} that plays it is not installed.',
    next: 'Install the packages swtpm and swtpm-tools, then start again. Without its TPM the machine could lock its disk.',
  },
  TPM_BUSY: {
    message: 'The TPM of this machine is in use by another program.',
    next: 'A swtpm of an earlier run may still be there. End it, then start again.',
  },
  TPM_FAILED: {
    message: 'The TPM of this machine could not be started.',
    next: 'See the cause below. The machine was not started, because it could lock its disk.',
  },
  TPM_STATE_MISSING: {
    message: 'The secrets of the TPM are no longer in {{path}}.',
    next: 'Restore the folder from a backup. To begin with an empty TPM, remove it.',
  },
  // changes of a machine that runs
  CHANGED_MACHINE_ENDED: {
    message: 'The machine ended while it was being changed.',
    next: 'Its description is as it was. Start the machine, then try again.',
  },
  UNPLUG_IGNORED: {
    message: 'The machine did not let go of {{device}} within {{seconds}} seconds.',
    next: 'Close what uses it inside the machine and try again. A restart of the machine removes it too.',
  },
  UNPLUG_REFUSED: {
    message: 'The machine refused to let go of {{device}}.',
    next: 'Close what uses it inside the machine, then try again.',
  },
  UNPLUG_WHILE_PAUSED: {
    message: 'The machine is paused, so it cannot let go of {{device}}.',
    next: 'Resume it, then try again.',
  },
  SLOTS_TAKEN: {
    message: 'The machine has no free slot for {{device}}.',
    next: 'Add it while the machine is off.',
  },
  MEDIUM_LOCKED: {
    message: 'The machine holds on to the disc in {{device}}.',
    next: 'Eject it inside the machine, or take it out by force.',
  },
  USB_NOT_WRITABLE: {
    message: 'You have no permission to use the USB device {{device}} ({{node}}).',
    next: 'Put {{rule}} into /etc/udev/rules.d/70-guesthouse-usb.rules, then plug it in again.',
  },
  USB_NOT_TAKEN: {
    message: 'QEMU could not take the USB device {{device}}.',
    next: 'Another program or machine may be using it. Close that, then try again.',
  },
  // the network
  PORT_TAKEN: {
    message: 'The {{protocol}} port {{port}} of this computer is in use by {{holder}}.',
    next: 'Choose another port, or end what uses it.',
  },
  PORT_PRIVILEGED: {
    message:
      'Ports below {{first}} of this computer are for its administrator, and so is {{port}}.',
    next: 'Choose a higher port. With sudo sysctl net.ipv4.ip_unprivileged_port_start={{port}} an administrator opens it.',
  },
  PORT_ADDRESS_UNKNOWN: {
    message: 'This computer does not have the address {{address}}, which the port {{port}} is for.',
    next: 'Choose one of its addresses, or 0.0.0.0 for all of them.',
  },
  PORT_FORWARD_REFUSED: {
    message: 'QEMU could not change the forward of port {{port}}: {{reason}}.',
    next: 'The forwards are as they were before. Choose another port, then try again.',
  },
  PRIVATE_NETWORK_FAILED: {
    message: 'The private network {{network}} could not be set up.',
    next: 'See the cause below, then start the machine again.',
  },
} as const
