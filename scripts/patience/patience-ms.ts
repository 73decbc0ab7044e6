/**
 * How long, in ms, a test waits for what will come. Vitest and Testing Library give up after one
 * second, in which a busy computer may not even have loaded a page; a test that waits in vain fails
 * all the same.
 */
export const PATIENCE_MS = 15_000
