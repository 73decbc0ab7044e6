import { describe, expect, it } from 'vitest'
import { autostartEntry, isEnabled, isOurs, startSame } from './entry.ts'

const exec = (command: readonly string[]) => /^Exec=(.*)$/m.exec(autostartEntry(command))?.[1]

describe('the entry of the autostart', () => {
  it.each([
    [['/usr/bin/guesthouse', '--hidden'], '/usr/bin/guesthouse --hidden'],
    [['/opt/my app/x', 'a'], '"/opt/my app/x" a'],
    [['/a%20b'], '"/a%%20b"'],
    [['/a"b'], String.raw`"/a\\"b"`],
    [['/a$b`c'], '"/a\\\\$b\\\\`c"'],
    [['/a\\b'], String.raw`"/a\\\\b"`],
    [['/a\nExec=evil'], String.raw`"/a\nExec=evil"`],
    [["/it's"], `"/it's"`],
    [['/ü'], '"/ü"'],
  ])('starts %j', (command, line) => expect(exec(command)).toBe(line))

  it('names its program for the desktop to look for, where that takes no escapes', () => {
    expect(autostartEntry(['/usr/bin/x', 'a b'])).toContain('\nTryExec=/usr/bin/x\nExec=')
    expect(autostartEntry(['/opt/my app/x'])).not.toContain('TryExec')
  })

  it('is known for ours, and for what it starts', () => {
    const entry = autostartEntry(['/x', 'a'])
    expect([isOurs(entry), isOurs('[Desktop Entry]\nExec=/x a\n')]).toEqual([true, false])
    expect(startSame(entry, `${entry}X-GNOME-Autostart-Delay=5\n`)).toBe(true)
    expect(startSame(entry, autostartEntry(['/y', 'a']))).toBe(false)
    expect(startSame(entry, autostartEntry(['/x']))).toBe(false)
  })

  it('counts where the desktop acts on it', () => {
    const entry = autostartEntry(['/x'])
    expect(isEnabled(entry)).toBe(true)
    expect(isEnabled(`${entry}Hidden=true\n`)).toBe(false)
    expect(isEnabled(entry.replace('enabled=true', 'enabled = false'))).toBe(false)
    expect(isEnabled('')).toBe(true)
  })
})
