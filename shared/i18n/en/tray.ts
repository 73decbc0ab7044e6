import type { GuestState } from '../../domain/guest.ts'

/** The icon in the desktop's tray, and its menu. */
export const tray = {
  quickStart: 'Quick start',
  quickStartOf: 'Quick start: {{name}}',
  machine: '{{sign}}  {{name}} – {{state}}',
  state: {
    stopped: 'off',
    starting: 'starting',
    running: 'running',
    paused: 'paused',
    saving: 'saving',
    saved: 'saved',
    stopping: 'shutting down',
    crashed: 'crashed',
    broken: 'broken',
  } satisfies Record<GuestState, string>,
  start: 'Start',
  resume: 'Resume',
  show: 'Open',
  save: 'Save',
  shutdown: 'Shut down',
  newMachine: 'New machine…',
  hostCheck: 'Host check…',
  open: 'Open Guesthouse',
  saveAllAndQuit: 'Save all and quit',
  quitAndLeave: 'Quit, leave machines running',
  quit: 'Quit',
  nothingRuns: 'no machine runs',
  oneRuns: '1 machine runs',
  severalRun: '{{count}} machines run',
  saved: '{{count}} saved',
} as const
