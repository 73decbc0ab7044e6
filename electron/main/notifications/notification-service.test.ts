import { expect, test } from 'vitest'
import { notifyArguments, type NotificationContent } from './notification-service.ts'

const content: NotificationContent = {
  title: 'debian <b>',
  body: 'Crashed\n/<a href="x">&amp;',
  actions: [
    { key: 'default', label: 'Open' },
    { key: 'start', label: 'Start again' },
  ],
  urgency: 'critical',
  category: 'device.error',
}
const shown = (...abilities: string[]) => {
  const [, , , title, body, actions] = notifyArguments(content, new Set(abilities), 0)
  return { title, body, actions }
}

test('a body is escaped where it is taken for markup, and nowhere else', () => {
  expect(shown('body', 'body-markup')).toMatchObject({
    title: 'debian <b>',
    body: 'Crashed\n/&lt;a href="x"&gt;&amp;amp;',
  })
  expect(shown('body').body).toBe('Crashed\n/<a href="x">&amp;')
})

test('a server without bodies shows all in the title', () => {
  expect(shown()).toMatchObject({ title: 'debian <b>: Crashed /<a href="x">&amp;', body: '' })
})

test('there are buttons where the server has them', () => {
  expect(shown('body', 'actions').actions).toEqual(['default', 'Open', 'start', 'Start again'])
  expect(shown('body').actions).toEqual([])
})

test('it takes the place of the one before, and says who tells', () => {
  const [app, replaced, icon, , , , hints, time] = notifyArguments(content, new Set(), 12)
  expect([app, replaced, icon, time]).toEqual([
    ...['Guesthouse', 12, 'org.guesthouse.Guesthouse', -1],
  ])
  expect(hints).toMatchObject({
    'desktop-entry': { signature: 's', value: 'org.guesthouse.Guesthouse' },
    urgency: { signature: 'y', value: 2 },
  })
})

test('what D-Bus or a server cannot take is left out', () => {
  const odd = { ...content, title: 'a\u0000b', body: `\u001b[1m${'x'.repeat(5_000)}` }
  const [, , , title, body] = notifyArguments(odd, new Set(['body']), 0)
  expect(title).toBe('a b')
  expect(body).toMatch(/^ \[1mx+$/)
  expect(String(body)).toHaveLength(1_000)
})
