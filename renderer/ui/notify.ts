import type { Failure } from './toaster.tsx'

/** Toasts are loaded when the first one is needed or the window is idle, whichever is first. */
const toaster = () => import('./toaster.tsx')

/** Tells the person of a failure until it is dismissed. */
export const notifyFailure = (failure: Failure): void =>
  void toaster().then(({ showFailure }) => showFailure(failure))

export const dismissFailure = (id: string): void =>
  void toaster().then(({ hideFailure }) => hideFailure(id))
