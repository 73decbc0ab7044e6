import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConfig } from './parse-config.ts'

const defaults = {
  features: {
    'separate-qemu-account': true,
    'bridged-networking': false,
    'nat-network': false,
    'user-networking': true,
    'import-files': true,
    'host-usb': false,
    autostart: true,
  },
  network: { bridges: ['br0'], tapsPerUser: 4, tapsPerBridge: 64 },
  storage: { directories: [], files: [] },
  usb: { devices: [] },
}

/** The problems, as "line: reason". */
function problems(text: string): string[] {
  const parsed = parseConfig(text)
  return parsed.ok ? [] : parsed.problems.map(({ line, reason }) => `${line}: ${reason}`)
}

describe('parseConfig', () => {
  it.each(['', '\n# nothing\n', '\uFEFF', '[features]\n', '[usb]\r\ndevices = []\r\n'])(
    'takes what holds by default where %j says nothing',
    (text) => {
      expect(parseConfig(text)).toEqual({ ok: true, config: defaults })
    },
  )

  it('takes what the file says', () => {
    const text = `
      features = { host-usb = true, autostart = false }
      [network]
      bridges = ["br0", 'lan.20',] # two
      taps-per-user = 1
      taps-per-bridge = 1_023
      [storage]
      directories = ["/srv/virtual machines"]
      files = ["/srv/iso/debian.iso"]
      [usb]
      devices = ["046D:C52B"]`
    expect(parseConfig(text)).toEqual({
      ok: true,
      config: {
        features: { ...defaults.features, 'host-usb': true, autostart: false },
        network: { bridges: ['br0', 'lan.20'], tapsPerUser: 1, tapsPerBridge: 1023 },
        storage: { directories: ['/srv/virtual machines'], files: ['/srv/iso/debian.iso'] },
        usb: { devices: ['046d:c52b'] },
      },
    })
  })

  it.each([
    ['[features]\nautostrat = true', '2: there is no key “autostrat” in [features]'],
    ['\n\n[feature]\n', '3: there is no table or key “feature”'],
    ['autostart = true', '1: there is no table or key “autostart”'],
    ['[features.autostart]', '1: [features] autostart: it has to be true or false'],
    ['features.autostart = "yes"', '1: [features] autostart: it has to be true or false'],
    ['# a\nfeatures = 3', '2: [features] has to be a table'],
    ['[[features]]', '1: [features] has to be a table'],
    ['[network]\nbridges = "br0"', '2: [network] bridges: it has to be a list in square brackets'],
    [
      '[usb]\ndevices = [\n1,\n]',
      '3: [usb] devices, element 1: it has to be an id in quotation marks',
    ],
    [
      '[usb]\n\n# of the mouse\ndevices = [ # list\n  "046d:c52b",\n\n  "46d:c52b" ]',
      '7: [usb] devices, element 2: a device is written as “046d:c52b”; see lsusb',
    ],
    [
      '[usb]\ndevices = ["046d:c52b", "046D:C52B"]',
      '2: [usb] devices: an element of the list is there twice',
    ],
    [
      '[network]\ntaps-per-user = 0',
      '2: [network] taps-per-user: it has to be a whole number from 1 to 1023',
    ],
    [
      '[network]\ntaps-per-user = 2.5',
      '2: [network] taps-per-user: it has to be a whole number from 1 to 1023',
    ],
    [
      '[network]\ntaps-per-bridge = 1024',
      '2: [network] taps-per-bridge: it has to be a whole number from 1 to 1023',
    ],
    ['[features]\nautostart = yes', '2: invalid value'],
    [
      '[features]\nautostart = true\nautostart = true',
      '3: trying to redefine an already defined table or value',
    ],
    [`#${'x'.repeat(70_000)}`, '1: the file is larger than 64 KiB'],
    ['\n'.repeat(1000), '1000: the file has more than 1000 lines'],
  ])('%j: %s', (text, problem) => {
    expect(problems(text)).toEqual([problem])
  })

  it('names every problem, in the order of the lines', () => {
    expect(
      problems('[usb]\nx = 1\n[features]\nhost-usb = 1\n"__proto__" = 1\nconstructor = 1\n[y]'),
    ).toEqual([
      '2: there is no key “x” in [usb]',
      '4: [features] host-usb: it has to be true or false',
      '5: there is no key “__proto__” in [features]',
      '6: there is no key “constructor” in [features]',
      '7: there is no table or key “y”',
    ])
  })

  it.each([
    '',
    '.',
    '..',
    'br/0',
    'br 0',
    'br0:1',
    '-x',
    'brücke',
    'sixteen-letters0',
    'a\\nb',
    '$(id)',
  ])('takes no bridge %j', (name) => {
    expect(problems(`[network]\nbridges = ["${name}"]`)).toEqual([
      '2: [network] bridges, element 1: a bridge’s name has 1 to 15 letters, digits, “.”, “_” or “-”',
    ])
  })

  it.each(['', 'srv', './srv', '/', '/srv/', '//srv', '/srv/../etc', '/srv/.', '~/x'])(
    'takes no path %j',
    (path) => {
      expect(problems(`[storage]\ndirectories = ["${path}"]`)).toEqual([
        '2: [storage] directories, element 1: a path begins with “/”, ends without, and has no “.”, “..” or “//” in it',
      ])
    },
  )

  it.each([
    '/a\\nb',
    '/a\\u0000',
    '/a\\"b',
    '/a\\\\b',
    '/a:b',
    '/a\\u001b[31m',
    `/${'x'.repeat(4095)}`,
  ])('takes no path that means something else elsewhere: %j', (path) => {
    expect(problems(`[storage]\nfiles = ["${path}"]`)).toEqual([
      '2: [storage] files, element 1: a path has no control character, quotation mark, backslash or colon in it',
    ])
  })

  it('shows no control characters of a name', () => {
    expect(problems('[features]\n"a\\u001b[31m" = 1')).toEqual([
      '2: there is no key “a\uFFFD[31m” in [features]',
    ])
  })

  it('names a line of the file, whatever the file holds', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '[features]',
        '[network]',
        'bridges = [',
        '"a",',
        ']',
        'x = """',
        '"""',
        '# c',
        'usb = {',
        '}',
      ),
      fc.constantFrom('autostart = 1', 'host-usb = true', '[[storage]]', "files = ['/a', 3]", '\r'),
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('\n')
        const parsed = parseConfig(text)
        if (parsed.ok) return
        for (const { line, reason } of parsed.problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(text.split('\n').length)
          expect(reason).not.toMatch(/\p{Cc}|^$/u)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('reads what it wrote of any good values', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/)
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { maxLength: 20 }),
        fc.integer({ min: 1, max: 1023 }),
        (bridges, taps) => {
          const text = `[network]\nbridges = ${JSON.stringify(bridges)}\ntaps-per-user = ${taps}`
          const parsed = parseConfig(text)
          expect(parsed.ok && parsed.config.network).toEqual({
            ...{ bridges, tapsPerUser: taps, tapsPerBridge: 64 },
          })
        },
      ),
    )
  })
})
