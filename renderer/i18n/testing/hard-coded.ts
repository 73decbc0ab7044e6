import { outsideBrackets } from './pseudo.ts'

/** Attributes that a person reads or hears. */
const spoken = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
]
/** Elements whose text nobody reads, and commands, which are the same in every language. */
const silent = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'CODE'])

/** Words in a Latin script: numbers, signs and what Intl writes in another script are no texts. */
const words = (text: string): string[] => text.match(/\p{Script=Latin}(?:\S*[^\s.,:;…)])?/gu) ?? []

/** All strings that are in a value, such as names and paths of guests. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}

/**
 * Texts that a page in the pseudo-locale shows and that neither come from the dictionary nor are
 * made of `data`. Each with where it is.
 */
export function hardCodedTexts(root: Element, data: readonly string[]): string[] {
  const known = data.join('\n')
  const isForeign = (text: string): boolean =>
    words(outsideBrackets(text)).some((word) => !known.includes(word))
  const found: string[] = []
  const walk = (element: Element): void => {
    if (silent.has(element.tagName)) return
    for (const name of spoken) {
      const value = element.getAttribute(name)
      if (value !== null && isForeign(value)) found.push(`${where(element)} ${name}: ${value}`)
    }
    for (const node of element.childNodes) {
      const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : ''
      if (isForeign(text)) found.push(`${where(element)}: ${text.trim()}`)
    }
    for (const child of element.children) walk(child)
  }
  walk(root)
  return found
}

function where(element: Element): string {
  const label = element.closest('[aria-label]')?.getAttribute('aria-label')
  return `<${element.tagName.toLowerCase()}>${label == null ? '' : ` in “${label}”`}`
}
