import { expect, test } from 'vitest'
import { contentType, fileForUrl, isWebAddress } from './app-url.ts'

test.each([
  ['app://guesthouse/', 'index.html'],
  ['app://guesthouse/index.html?a=1#b', 'index.html'],
  ['app://guesthouse/assets/a%20b.js', 'assets/a b.js'],
  ['app://guesthouse/../../etc/passwd', 'etc/passwd'],
  ['app://guesthouse/%2e%2e/%2e%2e/etc/passwd', 'etc/passwd'],
  ['app://guesthouse//etc/passwd', 'etc/passwd'],
])('%s is the file %s', (url, file) => {
  expect(fileForUrl(url)).toBe(file)
})

test.each([
  ['app://guesthouse/..%2f..%2fetc/passwd'],
  ['app://guesthouse/a/%2e%2e%2f%2e%2e%2fmain/main.cjs'],
  ['app://guesthouse/..%5cmain'],
  ['app://guesthouse/a%00.js'],
  ['app://guesthouse/%zz'],
  ['app://other/index.html'],
  ['app://guesthouse.example/index.html'],
  ['app://guesthouse:80/index.html'],
  ['https://guesthouse/index.html'],
  ['file:///etc/passwd'],
  ['not an address'],
])('%s is refused', (url) => {
  expect(fileForUrl(url)).toBeNull()
})

test('scripts and styles have the types that nosniff asks for', () => {
  expect(contentType('assets/index.js')).toBe('text/javascript; charset=utf-8')
  expect(contentType('assets/INDEX.CSS')).toBe('text/css; charset=utf-8')
  expect(contentType('constructor')).toBe('application/octet-stream')
})

test('only web addresses leave the app', () => {
  expect(isWebAddress('https://example.org/a')).toBe(true)
  expect(isWebAddress('http://example.org')).toBe(true)
  for (const address of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://x',
    'httpsx://x',
    '',
  ]) {
    expect(isWebAddress(address)).toBe(false)
  }
})
