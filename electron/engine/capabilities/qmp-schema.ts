import type { QmpSchemaEntry } from '../qmp/index.ts'

/** Questions to the answer of `query-qmp-schema`. What is not in there, this QEMU does not have. */
export class QmpSchema {
  readonly #entries: ReadonlyMap<string, QmpSchemaEntry>

  constructor(entries: readonly QmpSchemaEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]))
  }

  argumentsOf(command: string): QmpSchemaEntry | undefined {
    return this.#type(this.#entries.get(command)?.['arg-type'])
  }

  memberOf(entry: QmpSchemaEntry | undefined, member: string): QmpSchemaEntry | undefined {
    return this.#type(entry?.members?.find(({ name }) => name === member)?.type)
  }

  variantOf(entry: QmpSchemaEntry | undefined, name: string): QmpSchemaEntry | undefined {
    return this.#type(entry?.variants?.find((variant) => variant.case === name)?.type)
  }

  #type(name: string | undefined): QmpSchemaEntry | undefined {
    return name === undefined ? undefined : this.#entries.get(name)
  }
}

/** The values of a union's tag. */
export const casesOf = (entry: QmpSchemaEntry | undefined): string[] =>
  (entry?.variants ?? []).map((variant) => variant.case).sort()
