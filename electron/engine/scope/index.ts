export { enterScope } from './enter-scope.ts'
