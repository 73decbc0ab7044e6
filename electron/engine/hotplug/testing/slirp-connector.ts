import type { NicConnector } from '../operation.ts'

/** Networks that need no helper: for tests of what changes around them. */
export function slirpConnector(): NicConnector & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    connect: async (_, { id }) => {
      asked.push(`connect ${id}`)
      return {
        backend: { kind: 'slirp', restrict: true },
        view: { backend: 'slirp', hostAccess: false, outside: false },
      }
    },
    disconnect: async (_, { id }) => {
      asked.push(`disconnect ${id}`)
    },
    applyForwards: async (_, from, to) => {
      asked.push(`forwards ${from.id} ${to.id}`)
      return 'later'
    },
  }
}
