import { DOMParser, type Element, type Node } from '@xmldom/xmldom'
import type { SourceReason } from '../../../shared/domain/errors/source-reasons.ts'
import { sourceError } from './source-error.ts'
import { tooMuchOf } from './xml-limits.ts'

/** Node.ELEMENT_NODE (DOM) */
const ELEMENT_NODE = 1

/**
 * The root element of a description. Names are compared without their prefixes, as those of OVF vary.
 * A document that declares a type is refused: that is where entities and files outside are named.
 * Throws SOURCE_NOT_READ.
 */
export function parseXml(bytes: Buffer, path: string): Xml {
  const refuse = (reason: SourceReason, cause?: unknown) =>
    sourceError('SOURCE_NOT_READ', path, reason, {}, cause)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw refuse('not-utf8', error)
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw refuse('document-type')
  const reason = tooMuchOf(text)
  if (reason !== null) throw refuse(reason)
  let root: Element | null
  try {
    const parser = new DOMParser({
      locator: false,
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message)
      },
    })
    root = parser.parseFromString(text, 'text/xml').documentElement
  } catch (error) {
    throw refuse('not-well-formed', error)
  }
  if (root === null) throw refuse('not-well-formed')
  return new Xml(root)
}

/** An element, with the few questions that descriptions of machines need. Names are local names. */
export class Xml {
  readonly #element: Element

  constructor(element: Element) {
    this.#element = element
  }

  get name(): string {
    return this.#element.localName ?? this.#element.nodeName
  }

  /** Child elements, all or those of one name. */
  children(name?: string): Xml[] {
    const found: Xml[] = []
    for (let node: Node | null = this.#element.firstChild; node !== null; node = node.nextSibling) {
      if (node.nodeType !== ELEMENT_NODE) continue
      const child = new Xml(node as Element)
      if (name === undefined || child.name === name) found.push(child)
    }
    return found
  }

  /** The first element down that path. */
  child(...path: readonly string[]): Xml | undefined {
    return path.reduce<Xml | undefined>((element, name) => element?.children(name)[0], this)
  }

  /** The value of an attribute, whatever its prefix; undefined where there is none. */
  attribute(name: string): string | undefined {
    for (const attribute of Array.from(this.#element.attributes)) {
      if ((attribute.localName ?? attribute.name) === name) return attribute.value
    }
    return undefined
  }

  /** All text below, without blanks at the ends. */
  get text(): string {
    return (this.#element.textContent ?? '').trim()
  }

  /** The text of the element down that path; undefined where it is not there or empty. */
  textOf(...path: readonly string[]): string | undefined {
    const text = this.child(...path)?.text
    return text === '' ? undefined : text
  }
}
