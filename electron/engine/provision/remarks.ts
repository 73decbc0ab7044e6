import type { RemarkCode, SourceRemark } from '../../../shared/domain/provision.ts'

/** More of the same would not be read. */
const REMARKS_MAX = 200
/** Words of a file that a remark repeats. */
const WORD_MAX = 200

/** Gathers what of a source is not taken over, each thing once. */
export class Remarks {
  readonly #all = new Map<string, SourceRemark>()

  add(code: RemarkCode, params: SourceRemark['params'] = {}): void {
    const short = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'string' ? plainText(value, WORD_MAX) : value,
      ]),
    )
    const key = JSON.stringify([code, short])
    if (this.#all.size < REMARKS_MAX) this.#all.set(key, { code, params: short })
  }

  list(): SourceRemark[] {
    return [...this.#all.values()]
  }
}

// Control characters, line and paragraph separators, what turns the direction of text, lone surrogates.
const UNSHOWABLE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu

/** Text out of somebody else's file as one line that can be shown, at most `max` characters. */
export function plainText(text: string, max: number): string {
  // Cut first: what is far too long is not worth looking at. Twice, so that blanks do not count.
  const line = text
    .slice(0, max * 4)
    .replace(UNSHOWABLE, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return line
    .slice(0, max)
    .replace(/\p{Surrogate}/gu, '')
    .trim()
}
