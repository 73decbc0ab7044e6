import type { JobKind } from '../../domain/jobs.ts'
import type { JournalEvent } from '../../domain/journal.ts'
import type { LeaveReason } from '../../domain/leaving.ts'

/** What happened, in the journal and in notifications. */
export const happenings = {
  guest: {
    created: 'Created',
    deleted: 'Deleted',
    started: 'Started',
    resumed: 'Resumed',
    paused: 'Paused',
    saved: 'Saved',
    'shut-down': 'Shut down',
    crashed: 'Crashed',
    broken: 'Cannot be used',
    failed: 'Did not work',
  } satisfies Record<JournalEvent, string>,
  done: {
    save: 'Saved',
    restore: 'Resumed',
    snapshot: 'Snapshot taken',
    revert: 'Went back to a snapshot',
    'delete-snapshot': 'Snapshot deleted',
    clone: 'Cloned',
    import: 'Disk imported',
    convert: 'Disk converted',
    grow: 'Disk grown',
    compact: 'Disk compacted',
    export: 'Disk exported',
    check: 'Disk checked',
    repair: 'Disk repaired',
    'copy-in': 'File copied in',
    'copy-out': 'File copied out',
    provision: 'Machine made',
  } satisfies Record<JobKind, string>,
  work: {
    save: 'Save',
    restore: 'Resume',
    snapshot: 'Snapshot',
    revert: 'Return to a snapshot',
    'delete-snapshot': 'Deletion of a snapshot',
    clone: 'Clone',
    import: 'Import of a disk',
    convert: 'Conversion of a disk',
    grow: 'Growth of a disk',
    compact: 'Compaction of a disk',
    export: 'Export of a disk',
    check: 'Check of a disk',
    repair: 'Repair of a disk',
    'copy-in': 'Copy of a file into the machine',
    'copy-out': 'Copy of a file out of the machine',
    provision: 'New machine',
  } satisfies Record<JobKind, string>,
  failed: '{{work}}: failed',
  cancelled: '{{work}}: cancelled',
  /** Behind what was done, where it was done for this reason. */
  because: {
    session: '{{what}} because the session ended',
    shutdown: '{{what}} before the computer shut down',
    quit: '{{what}} before Guesthouse quit',
  } satisfies Record<LeaveReason, string>,
  shutItselfDown: 'It has shut itself down.',
  /** The buttons of notifications. */
  actions: {
    open: 'Open',
    start: 'Start again',
    resume: 'Resume',
    reveal: 'Show in folder',
    details: 'Details',
  },
} as const
