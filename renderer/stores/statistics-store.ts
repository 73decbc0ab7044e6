import { useEffect } from 'react'
import { create } from 'zustand'
import type { GuestStatistics, Sample, StatisticsChange } from '../../shared/domain/statistics.ts'
import { spans } from '../../shared/domain/statistics.ts'
import { follow } from '../ipc/follow.ts'

/** A mirror of the topic `statistics`; empty while nobody looks. */
export interface StatisticsState {
  readonly byId: Readonly<Record<string, GuestStatistics>>
}

export const useStatistics = create<StatisticsState>()(() => ({ byId: {} }))

const empty = (id: string): GuestStatistics => ({ id, minute: [], hour: [] })

/** One point more for each guest; those that are not in it run no more. */
export function withSamples(
  { byId }: StatisticsState,
  { span, samples }: StatisticsChange,
): StatisticsState {
  const entries = samples.map(({ id, sample }) => {
    const before = byId[id] ?? empty(id)
    const points = [...before[span], sample].slice(-spans[span].points)
    return [id, { ...before, [span]: points }] as const
  })
  return { byId: Object.fromEntries(entries) }
}

function followStatistics(): () => void {
  return follow('statistics', {
    onSnapshot: (snapshot) =>
      useStatistics.setState({
        byId: Object.fromEntries(snapshot.map((guest) => [guest.id, guest])),
      }),
    onChange: (change) => useStatistics.setState(withSamples(useStatistics.getState(), change)),
    // Figures are a comfort; the guests' mirror reports a dead connection.
    onError: () => useStatistics.setState({ byId: {} }),
  })
}

/** Follows the statistics while `wanted`; measuring costs both sides something. */
export function useFollowedStatistics(wanted: boolean): void {
  useEffect(() => (wanted ? followStatistics() : undefined), [wanted])
}

const none: readonly (Sample | null)[] = []

/** What was measured of a guest in the last minute, oldest first. */
export const useLastMinute = (id: string): readonly (Sample | null)[] =>
  useStatistics(({ byId }) => byId[id]?.minute ?? none)
