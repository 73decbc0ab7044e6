export { enterScope } from './enter-scope.ts'
export { hasUserManager, placeInScope } from './place-in-scope.ts'
export { scopeName } from './scope-unit.ts'
