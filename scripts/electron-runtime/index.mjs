export { resolveRuntime } from './locate.mjs'
