import type { ShareConfig } from '../../../shared/domain/config/devices.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { deviceLists, type GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Validity } from './forwards.ts'

export interface ShareRow {
  readonly share: ShareConfig
  readonly validity: Validity
}

const isSame = (a: ShareConfig, b: ShareConfig): boolean =>
  a.path === b.path && a.tag === b.tag && a.readOnly === b.readOnly && a.driver === b.driver

/** The folders that a guest has and those that it is to have. */
export function shareRows({ config, runtime }: GuestView): ShareRow[] {
  const wanted = config?.shares ?? []
  if (runtime === null) return wanted.map((share) => ({ share, validity: 'off' }))
  const now = runtime.config.shares
  const inBoth = (list: readonly ShareConfig[], share: ShareConfig) =>
    list.some((other) => other.id === share.id && isSame(other, share))
  return [
    ...wanted.map((share) => ({
      ...{ share, validity: inBoth(now, share) ? ('now' as const) : ('later' as const) },
    })),
    ...now
      .filter((share) => !inBoth(wanted, share))
      .map((share) => ({ share, validity: 'ending' as const })),
  ]
}

/** Characters of a tag (shareSchema). */
export const TAG_MAX = 31

/** A tag for a folder, after its name, that no other of the guest has. */
export function proposeTag(path: string, taken: readonly string[]): string {
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? ''
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[.-]+|-+$/g, '')
  const stem = plain.slice(0, TAG_MAX) || 'share'
  if (!taken.includes(stem)) return stem
  for (let number = 2; ; number++) {
    const ending = `-${number}`
    const tag = stem.slice(0, TAG_MAX - ending.length) + ending
    if (!taken.includes(tag)) return tag
  }
}

/** What a person says of a folder. */
export type ShareFields = Pick<ShareConfig, 'path' | 'tag' | 'readOnly' | 'driver'>

/**
 * The guest with a folder more. Its id is the first that is free; what runs keeps those that it was
 * started with.
 */
export function withShare(
  config: GuestConfig,
  share: ShareFields,
  running: GuestConfig | null,
): GuestConfig {
  const configs = running === null ? [config] : [config, running]
  const taken = new Set(
    configs.flatMap((one) => deviceLists.flatMap((list) => one[list].map(({ id }) => id))),
  )
  let number = 0
  while (taken.has(`share${number}`)) number += 1
  return { ...config, shares: [...config.shares, { ...share, id: `share${number}` }] }
}

/** The guest with other settings of a folder; fields that this version does not know stay. */
export const withChangedShare = (
  config: GuestConfig,
  id: string,
  fields: ShareFields,
): GuestConfig => ({
  ...config,
  shares: config.shares.map((share) => (share.id === id ? { ...share, ...fields } : share)),
})

export const withoutShare = (config: GuestConfig, id: string): GuestConfig => ({
  ...config,
  shares: config.shares.filter((share) => share.id !== id),
})
