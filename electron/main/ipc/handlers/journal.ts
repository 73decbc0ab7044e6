import type { Journal } from '../../journal/journal.ts'
import type { Handlers } from '../router.ts'

export const journalHandlers = (
  journal: Promise<Journal>,
): Pick<Handlers, 'journal.markRead' | 'journal.clear'> => ({
  'journal.markRead': async ({ ids }) => (await journal).markRead(ids),
  'journal.clear': async () => (await journal).clear(),
})
