/** What CHANGELOG.md says of a version. */
export interface News {
  readonly parts: readonly { readonly title: string; readonly items: readonly string[] }[]
}

/** Links and code, as the list shows no markup. */
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/**
 * The part of a changelog in the format of Keep a Changelog 1.1.0 that is about a version; what is
 * not released yet where it names none of them. null where there is neither. Pure.
 */
export function newsOf(changelog: string, version: string): News | null {
  const sections = changelog.split(/^## /m).slice(1)
  const about = (name: string): string | undefined =>
    sections.find((section) => /^\[?([^\]\s]+)/.exec(section)?.[1] === name)
  const section = about(version) ?? about('Unreleased')
  if (section === undefined) return null
  const parts = section
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...items] = part.split(/^(?:\n|(?=- ))|\n(?=- )/m)
      const listed = items.filter((item) => item.startsWith('- '))
      return { title: title.trim(), items: listed.map((item) => plain(item.slice(2))) }
    })
  return { parts: parts.filter(({ items }) => items.length > 0) }
}
