import type { GuestView, HostView } from '../../shared/domain/guest.ts'
import { useGuests, withSnapshot } from '../stores/guests-store.ts'
import { useHost } from '../stores/host-store.ts'
import { noJobs, useJobs } from '../stores/jobs-store.ts'
import { noEntries, useJournal } from '../stores/journal-store.ts'
import { initialView, useView, type ViewState } from '../stores/view-store.ts'
import { sampleHost } from './samples.ts'

/** Puts the stores into a state, as if main had said so. For tests of components. */
export function showState(
  guests: readonly GuestView[],
  view: Partial<ViewState> = {},
  host: HostView | null = sampleHost,
): void {
  useGuests.setState(withSnapshot(guests), true)
  useJobs.setState(noJobs, true)
  useJournal.setState(noEntries, true)
  useHost.setState({ host }, true)
  useView.setState({ ...initialView, ...view }, true)
}
