import type { SourceReason } from '../../../shared/domain/errors/source-reasons.ts'

/** Bytes. Descriptions of machines take some tens of KiB; licences make up what is larger. */
export const XML_MAX_BYTES = 1024 * 1024
/** Elements within each other; descriptions have about ten. */
const DEPTH_MAX = 64
/** Elements, attributes, comments and entities together; descriptions have some hundreds. */
const PARTS_MAX = 20_000
/** Declarations of namespaces, each of which has the parser copy all that hold there. */
const NAMESPACES_MAX = 200

type Limit = Extract<SourceReason, 'too-deep' | 'too-complex' | 'not-well-formed'>

/** What is not an element begins and ends so; in each the first end is the end. */
const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/**
 * Why parsing a text would take long, if so. Parsers take seconds, and with nested namespaces hours,
 * for what fits into a MiB; this goes over the text once and makes nothing of it. Pure.
 */
export function tooMuchOf(text: string): Limit | null {
  if (countOf(text, 'xmlns') > NAMESPACES_MAX) return 'too-complex'
  let parts = countOf(text, '&')
  let depth = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const skipped = SKIPPED.find(([begin]) => text.startsWith(begin, at))
    parts += 1
    if (skipped !== undefined) {
      const [begin, end] = skipped
      const found = text.indexOf(end, at + begin.length)
      if (found === -1) return 'not-well-formed'
      at = found + end.length
    } else if (text.startsWith('</', at)) {
      depth -= 1
      at += 2
    } else {
      const tag = tagAt(text, at)
      if (tag === null) return 'not-well-formed'
      parts += tag.attributes
      if (!tag.closesItself) depth += 1
      at = tag.end
    }
    if (depth > DEPTH_MAX) return 'too-deep'
    if (parts > PARTS_MAX) return 'too-complex'
  }
  return null
}

function countOf(text: string, word: string): number {
  let count = 0
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) count += 1
  return count
}

/** The tag that begins there; null where it does not end, or holds another outside of quotes. */
function tagAt(
  text: string,
  start: number,
): { readonly end: number; readonly attributes: number; readonly closesItself: boolean } | null {
  let attributes = 0
  for (let at = start + 1; at < text.length; at += 1) {
    switch (text[at]) {
      case '>':
        return { end: at + 1, attributes, closesItself: text[at - 1] === '/' }
      case '<':
        return null
      case '=':
        attributes += 1
        break
      case '"':
      case "'": {
        const quote = text.indexOf(text[at] ?? '', at + 1)
        if (quote === -1) return null
        at = quote
        break
      }
    }
  }
  return null
}
