export { measuredGuests } from './measured-guests.ts'
export { Statistics } from './statistics.ts'
