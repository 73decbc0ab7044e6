import { describe, expect, it } from 'vitest'
import changelog from '../../../CHANGELOG.md?raw'
import { newsOf } from './news.ts'

const sample = `# Changelog

Text with ## signs.

## Unreleased

### Added

- Something to come.

## [1.2.0] - 2026-11-30

### Added

- One thing over
  two lines, with \`code\` and a [link](https://example.org).
- Another.

### Fixed

- A - dash.

### Removed

## 1.1.0

### Added

- Old.
`

describe('newsOf', () => {
  it('finds what is about a version', () => {
    expect(newsOf(sample, '1.2.0')).toEqual({
      parts: [
        {
          title: 'Added',
          items: ['One thing over two lines, with code and a link.', 'Another.'],
        },
        { title: 'Fixed', items: ['A - dash.'] },
      ],
    })
    expect(newsOf(sample, '1.1.0')?.parts[0]?.items).toEqual(['Old.'])
  })

  it('takes what is not released for a version that has no part of its own', () => {
    expect(newsOf(sample, '1.3.0')?.parts[0]?.items).toEqual(['Something to come.'])
    expect(newsOf('# Changelog\n\n## 1.0.0\n', '2.0.0')).toBeNull()
    expect(newsOf('', '1.0.0')).toBeNull()
  })

  it('reads the changelog of this project', () => {
    const parts = newsOf(changelog, '0.1.0')?.parts ?? []
    expect(parts.length).toBeGreaterThan(0)
    for (const { title, items } of parts) {
      expect(title).toMatch(/^(Added|Changed|Deprecated|Removed|Fixed|Security)$/)
      for (const item of items) expect(item).toMatch(/^\S.*[.:]$/)
    }
  })
})
