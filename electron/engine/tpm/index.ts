export { prepareTpm } from './prepare-tpm.ts'
