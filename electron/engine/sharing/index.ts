export { planShares, prepareShares } from './prepare-shares.ts'
export { InsideGuests } from './inside-guests.ts'
export { findVirtiofsd, findVirtiofsdProgram } from './virtiofsd.ts'
