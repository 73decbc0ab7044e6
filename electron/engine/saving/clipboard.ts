import { chardevAdd, clipboardParts } from '../command-line/index.ts'
import { unplug } from '../hotplug/unplug.ts'
import type { QmpClient } from '../qmp/index.ts'
import { PERIPHERALS } from './layout.ts'

/** ms; a channel goes without the guest's consent, so this is only for a host that is held up. */
const UNPLUG_TIMEOUT_MS = 10_000

const idsOf = (parts: readonly { readonly id?: unknown }[]): string[] =>
  parts.flatMap(({ id }) => (typeof id === 'string' ? [id] : []))

async function chardevLabels(qmp: QmpClient): Promise<ReadonlySet<string>> {
  return new Set((await qmp.execute('query-chardev')).map(({ label }) => label))
}

/** Whether the guest has the channel that its clipboard is shared through. */
export async function sharesClipboard(qmp: QmpClient): Promise<boolean> {
  const labels = await chardevLabels(qmp)
  return clipboardParts().chardevs.some(({ id }) => labels.has(id))
}

/**
 * Takes the shared clipboard away: qemu-vdagent blocks saving on machine types before 10.1
 * (ui/vdagent.c). The guest sees its channel close, as it does when a viewer leaves.
 */
export async function unplugClipboard(qmp: QmpClient): Promise<void> {
  const { chardevs, devices } = clipboardParts()
  for (const id of idsOf(devices)) {
    await unplug(qmp, { id, asksGuest: false }, { timeoutMs: UNPLUG_TIMEOUT_MS })
  }
  for (const { id } of chardevs) await qmp.execute('chardev-remove', { id })
}

/** Gives it back; what is there is left as it is. */
export async function plugClipboard(qmp: QmpClient): Promise<void> {
  const { chardevs, devices } = clipboardParts()
  const labels = await chardevLabels(qmp)
  for (const chardev of chardevs) {
    if (!labels.has(chardev.id)) await qmp.execute('chardev-add', chardevAdd(chardev))
  }
  const there = new Set((await qmp.execute('qom-list', { path: PERIPHERALS })).map((p) => p.name))
  for (const device of devices) {
    if (!idsOf([device]).some((id) => there.has(id))) await qmp.execute('device_add', device)
  }
}
