/** Of features/leaving. */
export const leaving = {
  leaving: {
    title: {
      session: 'The session is ending',
      shutdown: 'The computer is shutting down',
      quit: 'Guesthouse quits when all machines are saved',
    },
    text: {
      session: 'Each machine is saved, shut down or left running, as it is set up.',
      shutdown: 'Each machine is saved, shut down or left running, as it is set up.',
      quit: 'They can go on later where they were.',
    },
    over: 'Nothing is left to do.',
    stopping: {
      session:
        'What is half done is undone. Machines that are not saved end with the session, unless this computer lets programs go on.',
      shutdown:
        'What is half done is undone. Machines that are not saved end when the computer shuts down.',
      quit: 'What is half done is undone. Those machines go on.',
    },
    done: '{{done}} of {{of}} done',
    machines: 'Machines',
    state: {
      saving: 'Saving…',
      'shutting-down': 'Shutting down…',
      saved: 'Saved',
      'shut-down': 'Shut down',
    },
    left: {
      session: 'Not saved',
      shutdown: 'Not saved',
      quit: 'Left running',
    },
    waiting: {
      save: 'Will be saved',
      shutdown: 'Will be shut down',
    },
    endNow: {
      session: 'End now without saving the rest',
      quit: 'End now and leave the rest running',
    },
    savedTitle_one: 'Resume the saved machine?',
    savedTitle_other: 'Resume the saved machines?',
    savedText_one: 'It was saved when the session or Guesthouse ended. It goes on where it was.',
    savedText_other:
      'They were saved when the session or Guesthouse ended. They go on where they were.',
    notNow: 'Not now',
    resumeNone: 'Resume',
    resume_one: 'Resume {{number}} machine',
    resume_other: 'Resume {{number}} machines',
    resuming: 'Resuming…',
    failedTitle: 'Not all machines could be resumed',
    failedText: 'Those that are named here are still saved.',
  },
} as const
