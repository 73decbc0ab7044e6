import { expect, test } from 'vitest'
import { renderErrorPage } from './error-page.ts'

test('what is shown is text, never markup', () => {
  const hostile = `<script>alert("1")</script>'&`
  const html = renderErrorPage({ message: hostile, next: hostile, cause: hostile, retry: false })
  expect(html).not.toContain('<script>')
  expect(html.match(/&#60;script&#62;alert\(&#34;1&#34;\)/g)?.length).toBe(3)
  expect(html).not.toContain('<a ')
})

test('offers the way back where there is one', () => {
  const html = renderErrorPage({ message: 'm', next: 'n', retry: true })
  expect(html).toContain('<a href="app://guesthouse/index.html">')
})
