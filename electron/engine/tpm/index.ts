export { prepareTpm, tpmSocket } from './prepare-tpm.ts'
