import { useCallback, useState } from 'react'
import type { FoundMachine } from '../../../shared/domain/found-machines.ts'
import { call } from '../../ipc/call.ts'
import { type Asked, useAnswer } from '../../ui/use-answer.ts'

/** Whether it can be used as it is now. */
export const isUsable = ({ running, taken, problem }: FoundMachine): boolean =>
  !running && !taken && problem === null

/** Bytes that its disks take. */
export const sizeOf = ({ disks, backingBytes }: FoundMachine): number =>
  disks.reduce((sum, { bytes }) => sum + bytes, backingBytes)

export interface FoundMachines {
  /** null while they are searched for, and where that failed. */
  readonly machines: readonly FoundMachine[] | null
  readonly error: Asked<unknown>['error']
  readonly busy: boolean
  readonly again: () => void
  /** Those that are wanted and can be used. */
  readonly chosen: readonly FoundMachine[]
  readonly isChosen: (machine: FoundMachine) => boolean
  readonly setChosen: (machine: FoundMachine, chosen: boolean) => void
}

const find = () => call('provision.findMachines')

/** Machines of other managers, and which of them are wanted: all that can be, until somebody says no. */
export function useFoundMachines(): FoundMachines {
  const { value: machines, error, busy, again } = useAnswer(find)
  const [unwanted, setUnwanted] = useState<ReadonlySet<string>>(new Set())
  const isChosen = (machine: FoundMachine): boolean =>
    isUsable(machine) && !unwanted.has(machine.path)
  const setChosen = useCallback(
    ({ path }: FoundMachine, chosen: boolean) =>
      setUnwanted((before) => {
        const after = new Set(before)
        if (chosen) after.delete(path)
        else after.add(path)
        return after
      }),
    [],
  )
  return {
    ...{ machines, error, busy, again, isChosen, setChosen },
    chosen: (machines ?? []).filter(isChosen),
  }
}
