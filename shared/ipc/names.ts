/**
 * The names that the preload lets through. They are apart from the contract, which needs zod, so
 * that the preload stays small; contract.ts does not compile unless it holds exactly these.
 */
export const methodNames = [
  'app.info',
  'guests.create',
  'guests.start',
  'guests.shutdown',
  'guests.powerOff',
  'guests.reset',
  'guests.pause',
  'guests.resume',
  'guests.rename',
  'guests.deletionPreview',
  'guests.delete',
  'guests.log',
  'dialogs.pickFile',
  'consoles.open',
] as const
export type MethodName = (typeof methodNames)[number]

export const topicNames = ['guests', 'host'] as const
export type TopicName = (typeof topicNames)[number]
