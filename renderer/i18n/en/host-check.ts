import { hostCheckWords } from '../../../shared/i18n/en/host-check-words.ts'

/** Of features/host-check. */
export const hostCheck = {
  hostCheck: {
    title: 'Host check',
    intro: 'What this computer can do for machines, and what would mend the rest.',
    rows: 'What was checked',
    status: {
      running: 'Looking… {{done}} of {{of}}',
      never: 'Nothing was checked yet.',
      at: 'Checked at {{time}}',
    },
    count: {
      good: '{{number}} good',
      limited: '{{number}} limited',
      missing: '{{number}} missing',
      unknown: '{{number}} not checked',
    },
    verdict: {
      ...hostCheckWords.verdicts,
      pending: 'Looking…',
    },
    row: hostCheckWords.rows,
    again: 'Check again',
    againOne: 'Check this again',
    detailsOf: 'Details: {{row}}',
    took: 'The look took {{time}}.',
    command: 'Command for {{row}}',
    doIt: 'Do it…',
    afterLogin: 'It holds once you have logged out and in again.',
    mend: {
      title: 'Have this run as the administrator?',
      text: 'This runs as root and changes this computer for everybody. The desktop asks for the administrator’s password first; Guesthouse does not see it.',
      command: 'What would run',
      run: 'Run it',
      running: 'Running… This may take some minutes. It goes on if you close this.',
    },
  },
} as const
