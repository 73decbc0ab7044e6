import { create } from 'zustand'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { Adopt, FoundMachine } from '../../../shared/domain/found-machines.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { changeSettings } from '../../stores/settings-store.ts'
import { notifyFailure } from '../../ui/notify.ts'

/** One of the machines that are on their way here. */
export interface Adopted {
  readonly machine: FoundMachine
  /** `working`: main has it, which takes one after the other. */
  readonly state: 'working' | 'done' | 'failed'
  /** Why it failed. */
  readonly error: ErrorData | null
}

/** It outlives the pages: who leaves them while it goes on does not stop it. */
export interface AdoptionState {
  /** Empty while nothing was begun, and again when the pages were left. */
  readonly items: readonly Adopted[]
  readonly disks: Adopt['disks']
  readonly busy: boolean
}

export const noAdoption: AdoptionState = { items: [], disks: 'copy', busy: false }

export const useAdoption = create<AdoptionState>()(() => noAdoption)

/** Whether it is the machines on their way that the person is to see. */
export const selectRunning = ({ items }: AdoptionState): boolean => items.length > 0

const put = (path: string, part: Partial<Adopted>): void =>
  useAdoption.setState(({ items }) => ({
    items: items.map((item) => (item.machine.path === path ? { ...item, ...part } : item)),
  }))

const isShown = (path: string): boolean =>
  useAdoption.getState().items.some(({ machine }) => machine.path === path)

/** A failure is on the page, or in a toast where that was left. */
async function adoptOne(machine: FoundMachine, disks: Adopt['disks']): Promise<boolean> {
  const { path, name, backing } = machine
  put(path, { state: 'working', error: null })
  try {
    // They are listed with the machine, which was chosen.
    await call('provision.adopt', { path, disks, acceptBacking: backing })
    put(path, { state: 'done' })
    return true
  } catch (caught) {
    const error = errorDataOf(caught)
    if (isShown(path)) put(path, { state: 'failed', error })
    else notifyFailure({ id: `adopt:${path}`, about: name, error })
    return false
  }
}

/**
 * All at once, so that main has them and goes on when the window is closed; it copies one after the
 * other. Resolves with whether all are here.
 */
async function adoptAll(
  machines: readonly FoundMachine[],
  disks: Adopt['disks'],
): Promise<boolean> {
  const arrived = await Promise.all(machines.map((machine) => adoptOne(machine, disks)))
  useAdoption.setState({ busy: false })
  return !arrived.includes(false)
}

/**
 * Takes machines over. Resolves when each is here or has failed, with whether somebody who looks on
 * has seen all of them arrive.
 */
export async function adopt(
  machines: readonly FoundMachine[],
  disks: Adopt['disks'],
): Promise<boolean> {
  if (useAdoption.getState().busy) return false
  const items = machines.map((machine) => ({ machine, state: 'working', error: null }) as const)
  useAdoption.setState({ items, disks, busy: true })
  // Machines that are there are no proof that somebody is through, when this is interrupted. Where
  // that cannot be written, nothing else is in the way.
  await changeSettings({ firstRun: { done: false } }).catch(() => {})
  const all = await adoptAll(machines, disks)
  return all && useAdoption.getState().items.length > 0
}

/** Those that failed once more; resolves as `adopt` does. */
export async function adoptFailed(): Promise<boolean> {
  const { items, disks, busy } = useAdoption.getState()
  if (busy) return false
  const failed = items.filter(({ state }) => state === 'failed')
  useAdoption.setState({ busy: true })
  const all = await adoptAll(
    failed.map(({ machine }) => machine),
    disks,
  )
  return all && useAdoption.getState().items.length > 0
}

/** Nobody looks on any more: what is under way goes on. */
export const forgetAdoption = (): void => useAdoption.setState({ items: [] })
