import { expect, test } from 'vitest'
import { errorPages, renderErrorPage } from './error-page.ts'

const words = { language: 'de', openAgain: 'Wieder <öffnen>' }

test('what is shown is text, never markup', () => {
  const hostile = `<script>alert("1")</script>'&`
  const html = renderErrorPage(
    { message: hostile, next: hostile, cause: hostile, retry: false },
    'app://a/',
    words,
  )
  expect(html).not.toContain('<script>')
  expect(html.match(/&#60;script&#62;alert\(&#34;1&#34;\)/g)?.length).toBe(3)
  expect(html).not.toContain('<a ')
})

test('offers the way back where there is one', () => {
  const html = renderErrorPage({ message: 'm', next: 'n', retry: true }, 'app://a/?b="c"', words)
  expect(html).toContain('<a href="app://a/?b=&#34;c&#34;">Wieder &#60;öffnen&#62;</a>')
  expect(html).toContain('<html lang="de">')
})

test('each window has a page of its own, until it is closed', () => {
  const text = { next: 'n', retry: false }
  const first = errorPages.put(1, { ...text, message: 'first' }, 'app://a/', words)
  const second = errorPages.put(2, { ...text, message: 'second' }, 'app://b/', words)
  const shown = (address: string) => errorPages.at(new URL(address).pathname.slice(1))
  expect(shown(first)).toContain('first')
  expect(shown(second)).toContain('second')
  errorPages.remove(1)
  expect(shown(first)).toBeNull()
  expect(shown(second)).toContain('second')
})
