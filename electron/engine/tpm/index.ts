export { isTpmInTheMaking, tpmInTheMaking } from './make-tpm-state.ts'
export { prepareTpm, tpmPrograms, tpmSocket } from './prepare-tpm.ts'
