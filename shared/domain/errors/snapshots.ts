/** About snapshots and saved machines. */
export const snapshotsErrors = {
  // snapshots
  SNAPSHOT_NOT_FOUND: {
    message: 'This snapshot is no longer there.',
    next: 'It may have been deleted in another window.',
  },
  SNAPSHOTS_UNREADABLE: {
    message: 'The file {{path}} that describes the snapshots cannot be read.',
    next: 'Restore it from a backup. Guesthouse leaves it as it is.',
  },
  SNAPSHOT_NEEDS_QCOW2: {
    message: 'The disk {{path}} has the format {{format}}, which holds no snapshots.',
    next: 'Convert it to qcow2 while the machine is off, or make it read-only.',
  },
  SNAPSHOT_NO_DISK: {
    message: 'The machine has no disk that could hold a snapshot.',
    next: 'Add a disk first.',
  },
  SNAPSHOT_BLOCKED: {
    message: 'The memory of this machine cannot be saved: {{reason}}.',
    next: 'Take a snapshot without memory, or shut the machine down first.',
  },
  SNAPSHOT_DISPOSABLE: {
    message: 'This machine runs disposably, and keeps nothing.',
    next: 'Power it off and start it the usual way first.',
  },
  SNAPSHOT_FAILED: {
    message: 'The snapshot failed: {{reason}}.',
    next: 'The machine is as it was before.',
  },
  SNAPSHOT_LOAD_FAILED: {
    message: 'The memory of this snapshot could not be loaded: {{reason}}.',
    next: 'The machine is off, with its disks as they were at the snapshot. Start it from there.',
  },
  SNAPSHOT_INCOMPLETE: {
    message: 'The disk {{path}} does not hold this snapshot.',
    next: 'The disk was replaced or changed by another program. Delete the snapshot.',
  },
  SNAPSHOT_NEEDS_OFF: {
    message: 'This snapshot holds no memory.',
    next: 'Power the machine off, then revert to it.',
  },
  SNAPSHOT_OTHER_HARDWARE: {
    message: 'The machine had other hardware when this snapshot was taken.',
    next: 'Power the machine off, then revert: it starts with the hardware of that time.',
  },
  // saving
  SAVE_BLOCKED: {
    message: 'This machine cannot be saved now: {{reason}}.',
    next: 'Remove what is named, or shut the machine down instead.',
  },
  SAVE_FAILED: {
    message: 'The machine could not be saved. It is as it was before.',
    next: 'See the cause below, then try again.',
  },
  RESTORE_FAILED: {
    message: 'The machine could not go on from its saved state. The saved state is kept.',
    next: 'See the cause below. Try again, or discard the saved state and start from the disks.',
  },
  SAVED_STATE_UNREADABLE: {
    message: 'The saved state {{path}} is damaged or was made by a newer Guesthouse.',
    next: 'Discard it, then start the machine from its disks.',
  },
  SAVED_STATE_STALE: {
    message: 'The disk {{path}} was changed after the machine was saved.',
    next: 'Going on would destroy data. Put the disk back as it was, or discard the saved state.',
  },
} as const
