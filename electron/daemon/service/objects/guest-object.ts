import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { InterfaceSpec, PropertySpec, ServedObject } from '../../../dbus/index.ts'
import { accessOperations } from './access-operations.ts'
import { changeOperations } from './change-operations.ts'
import type { ServiceContext } from './context.ts'
import { methodOf } from './guest-operation.ts'
import { guestPath } from './paths.ts'
import { runOperations } from './run-operations.ts'

export const GUEST_INTERFACE = 'org.guesthouse.Guest1'

const operations = [...runOperations, ...changeOperations, ...accessOperations]

/** Views are made anew for each change, so what was made of one holds as long as it. */
const texts = new WeakMap<GuestView, string>()

function textOf(view: GuestView): string {
  const text = texts.get(view) ?? JSON.stringify(view)
  texts.set(view, text)
  return text
}

const property = (name: string, type: string, get: () => unknown): PropertySpec => ({
  ...{ name, type, get },
})

/** A guest on the bus. */
export function guestObject(context: ServiceContext, id: string): ServedObject {
  const view = (): GuestView => context.view(id)
  const config = () => view().runtime?.config ?? view().config
  const record = () => context.access.store.of(id)
  const ownerName = (): string => {
    const { owner } = record()
    return owner === null ? '' : context.nameOf(owner)
  }
  const properties: readonly PropertySpec[] = [
    { ...property('Id', 's', () => id), constant: true },
    property('Name', 's', () => view().name),
    property('State', 's', () => view().state),
    // ms since the epoch
    property('Since', 't', () => BigInt(Math.trunc(view().since))),
    // The highest number where nobody owns it, as chown(2) has it.
    property('Owner', 'u', () => record().owner ?? 0xffff_ffff),
    property('OwnerName', 's', ownerName),
    property('SharedUsers', 'au', () => record().users),
    property('SharedGroups', 'as', () => record().groups.map(({ name }) => name)),
    property('Actions', 'as', () => view().actions),
    property('Job', 's', () => view().job ?? ''),
    property('ErrorCode', 's', () => view().error?.code ?? ''),
    property('ErrorText', 's', () => (view().error?.message ?? '').replaceAll('\0', '')),
    property('Cpus', 'u', () => config()?.cpus ?? 0),
    property('MemoryMiB', 'u', () => config()?.memoryMiB ?? 0),
    property('Accelerator', 's', () => view().runtime?.accelerator ?? ''),
    property('Account', 's', () => view().runtime?.user ?? ''),
    property('Pid', 'u', () => view().runtime?.pid ?? 0),
    // All of it, as JSON: GuestView in shared/domain/guest.ts.
    property('View', 's', () => textOf(view())),
  ]
  const methods = operations.map((operation) => methodOf(context, id, operation))
  const guest: InterfaceSpec = { name: GUEST_INTERFACE, methods, properties, signals: [] }
  return {
    path: guestPath(id),
    interfaces: [guest],
    visibleTo: (caller) => context.access.sees(caller, id),
  }
}
