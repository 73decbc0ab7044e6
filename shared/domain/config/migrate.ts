type Json = { readonly [key: string]: unknown }

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Version 1 named the one backend that there was; version 2 describes the network. */
function fromVersion1(guest: Json): Json {
  const { nics } = guest
  // What is no list is for the schema to refuse.
  if (!Array.isArray(nics)) return { ...guest, schema: 2 }
  return {
    ...guest,
    schema: 2,
    nics: nics.map((nic: unknown) => {
      if (!isObject(nic)) return nic
      const { backend: _, ...rest } = nic
      return Object.assign(rest, { network: { kind: 'user', hostAccess: false, forwards: [] } })
    }),
  }
}

/**
 * A guest.json of any earlier version as one of this version; the rest (missing fields, errors) is
 * the schema's business. Pure.
 */
export function migrateGuest(value: unknown): unknown {
  if (!isObject(value)) return value
  return value['schema'] === 1 ? fromVersion1(value) : value
}
