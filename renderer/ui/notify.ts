import type { WindowNotice } from '../../shared/domain/window-requests.ts'
import type { Failure } from './toaster.tsx'

/** Toasts are loaded when the first one is needed or the window is idle, whichever is first. */
const toaster = () => import('./toaster.tsx')

/** Tells the person of a failure until it is dismissed. */
export const notifyFailure = (failure: Failure): void =>
  void toaster().then(({ showFailure }) => showFailure(failure))

export const dismissFailure = (id: string): void =>
  void toaster().then(({ hideFailure }) => hideFailure(id))

/** Tells the person what they are told once, until it is dismissed. */
export const notifyOnce = (notice: WindowNotice): void =>
  void toaster().then(({ showNotice }) => showNotice(notice))
