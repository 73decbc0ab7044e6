import type { Caller } from '../callers/caller.ts'
import { Variant } from '../wire/values.ts'
import type { InterfaceSpec, ServedObject } from './table.ts'

/** An object's properties by interface and name, as D-Bus carries them. */
export type PropertyValues = Map<string, Map<string, Variant>>

export const valuesOf = ({ properties }: InterfaceSpec): Map<string, Variant> =>
  new Map(properties.map(({ name, type, get }) => [name, new Variant(type, get())]))

export const allValues = ({ interfaces }: ServedObject): PropertyValues =>
  new Map(interfaces.map((one) => [one.name, valuesOf(one)]))

/** The objects that are served, by path. */
export class ObjectTree {
  readonly #objects = new Map<string, ServedObject>()

  add(object: ServedObject): void {
    this.#objects.set(object.path, object)
  }

  remove(path: string): void {
    this.#objects.delete(path)
  }

  get(path: string): ServedObject | null {
    return this.#objects.get(path) ?? null
  }

  paths(): string[] {
    return [...this.#objects.keys()]
  }

  /** The object at a path, where this caller may see it. */
  find(path: string, caller: Caller): ServedObject | null {
    const object = this.get(path)
    return object?.visibleTo(caller) === true ? object : null
  }

  /** The objects below a path that this caller may see. */
  below(path: string, caller: Caller): ServedObject[] {
    const prefix = path === '/' ? '/' : `${path}/`
    return [...this.#objects.values()].filter(
      (object) => object.path.startsWith(prefix) && object.visibleTo(caller),
    )
  }

  /** Names of what is one level below a path, for this caller. */
  children(path: string, caller: Caller): string[] {
    const start = path === '/' ? 1 : path.length + 1
    const names = this.below(path, caller).map((object) => object.path.slice(start).split('/')[0])
    return [...new Set(names)].filter((name) => name !== undefined && name !== '') as string[]
  }
}
