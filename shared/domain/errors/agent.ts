/** About what is done inside a machine. */
export const agentErrors = {
  // the guest agent and sharing
  AGENT_NOT_THERE: {
    message: 'The guest agent in the machine does not answer.',
    next: 'Install qemu-guest-agent in the machine and wait until it runs, then try again.',
  },
  AGENT_REFUSED: {
    message: 'The guest agent in the machine refused: {{reason}}.',
    next: 'See the cause below. It is for the machine to allow it.',
  },
  AGENT_COMMAND_OFF: {
    message: 'The guest agent in the machine does not allow {{command}}.',
    next: 'Allow it in the machine (in qemu-ga.conf or /etc/sysconfig/qemu-ga), then restart the agent.',
  },
  AGENT_STILL_FROZEN: {
    message: 'The file systems in the machine may still be frozen.',
    next: 'Run fsfreeze-thaw in the machine, or restart it.',
  },
  FILE_EXISTS: {
    message: 'The file {{path}} exists already.',
    next: 'Choose another name, or allow it to be replaced.',
  },
  FILE_UNREADABLE: {
    message: 'The file {{path}} cannot be read.',
    next: 'Check that it is a file, and that you may read it.',
  },
  SHARE_NOT_FOUND: {
    message: 'The machine has no such shared folder now.',
    next: 'If it was added while the machine ran, start the machine again.',
  },
  SHARE_PATH_MISSING: {
    message: 'The shared folder {{path}} does not exist.',
    next: 'Put it back, or choose another folder.',
  },
  SHARE_NOT_A_FOLDER: {
    message: '{{path}} is not a folder and cannot be shared.',
    next: 'Choose a folder.',
  },
  SHARE_UNREADABLE: {
    message: 'You have no permission to read the shared folder {{path}}.',
    next: 'Change the permissions of the folder, or choose another one.',
  },
  SHARE_IS_OURS: {
    message: 'The folder {{path}} belongs to Guesthouse itself and cannot be shared.',
    next: 'Choose another folder. A machine that could change it could rewrite its own description.',
  },
  MOUNT_FAILED: {
    message: 'The machine could not mount the shared folder: {{reason}}.',
    next: 'Mount it in the machine by hand, with the command shown.',
  },
} as const
