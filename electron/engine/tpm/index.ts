export { isTpmInTheMaking } from './make-tpm-state.ts'
export { prepareTpm, tpmSocket } from './prepare-tpm.ts'
