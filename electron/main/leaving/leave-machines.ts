import type { LeaveMachines } from '../quit.ts'
import type { Leaving } from './leaving.ts'

/** What the end of the app has to do with machines, before what knows them is there. */
export function leaveMachines(service: Promise<{ readonly leaving: Leaving }>): LeaveMachines {
  let leaving: Leaving | null = null
  const known = service.then((loaded) => {
    leaving = loaded.leaving
    return loaded.leaving
  })
  // Who loads it is told of its failure.
  known.catch(() => {})
  return {
    terminate: async () => (await known).terminate(),
    abandon: () => leaving?.abandon(),
    settled: async () => leaving?.settled(),
  }
}
