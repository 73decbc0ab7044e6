import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { NicConfig } from '../../../../shared/domain/guest-config.ts'

/** Without case and without marks: "buro" finds "Büro". */
const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

export const wordsOf = (search: string): readonly string[] =>
  folded(search).split(/\s+/).filter(Boolean)

const wordsOfNic = ({ mac, network }: NicConfig): readonly string[] => [
  mac,
  ...(network.kind === 'user'
    ? network.forwards.map(({ address, hostPort }) => `${address}:${hostPort}`)
    : []),
]

/** A view is never changed, so its text is made once. */
const texts = new WeakMap<GuestView, string>()

/** What of a guest is searched, a line each so that no word spans two of them. */
function searchText(guest: GuestView): string {
  const known = texts.get(guest)
  if (known !== undefined) return known
  const { config } = guest
  const text = folded(
    [
      guest.name,
      ...(config === null
        ? []
        : [
            ...[config.group ?? '', ...config.tags, config.os, config.osName ?? '', config.notes],
            ...config.nics.flatMap(wordsOfNic),
          ]),
    ].join('\n'),
  )
  texts.set(guest, text)
  return text
}

/** Whether a guest has every one of the words, in any order; `addresses` are those it is reached at. */
export function matches(
  guest: GuestView,
  words: readonly string[],
  addresses: readonly string[] = [],
): boolean {
  const text = searchText(guest)
  return words.every(
    (word) => text.includes(word) || addresses.some((address) => address.includes(word)),
  )
}

/** Whether a word may be a part of an IP address, so that running guests are to be asked for theirs. */
export const looksLikeAddress = (word: string): boolean =>
  /^\d+\.[\d.]*$/.test(word) || /^[\da-f]*:[\da-f:]*$/.test(word)
