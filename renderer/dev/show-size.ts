/**
 * Gives every element a size, for tests of lists that draw only what is in sight: the documents of
 * tests have no layout. Returns the end.
 */
export function showSize(width: number, height: number): () => void {
  const sizes = { clientWidth: width, clientHeight: height }
  const before = Object.keys(sizes).map(
    (key) => [key, Object.getOwnPropertyDescriptor(HTMLElement.prototype, key)] as const,
  )
  for (const [key, size] of Object.entries(sizes)) {
    Object.defineProperty(HTMLElement.prototype, key, { configurable: true, get: () => size })
  }
  return () => {
    for (const [key, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(HTMLElement.prototype, key)
      else Object.defineProperty(HTMLElement.prototype, key, descriptor)
    }
  }
}
