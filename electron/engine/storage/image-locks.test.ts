import { describe, expect, it } from 'vitest'
import { type FileLock, parseLocks, standsAgainst } from './image-locks.ts'

/** What Linux 6.18 shows while QEMU 7.2 has a qcow2 image open to write, and other locks. */
const LOCKS = `1: OFDLCK ADVISORY  READ -1 fe:00:2237091 203 203
2: OFDLCK ADVISORY  READ -1 fe:00:2237091 201 201
3: OFDLCK ADVISORY  READ -1 fe:00:2237091 103 103
4: OFDLCK ADVISORY  READ -1 fe:00:2237091 100 101
5: POSIX  ADVISORY  WRITE 6853 fd:1a:402117 0 EOF
5: -> POSIX  ADVISORY  WRITE 6854 fd:1a:402117 0 EOF
6: FLOCK  ADVISORY  WRITE 700 00:19:15 0 EOF
7: LEASE  ACTIVE    READ  700 00:19:16 0 EOF
8: POSIX  MSNFS     READ 700 00:19:17 1073741826 1073742335
`

const lock = (start: number, end = start, mode: FileLock['mode'] = 'READ'): FileLock => ({
  kind: 'OFDLCK',
  mode,
  pid: -1,
  device: { major: 0, minor: 1 },
  inode: 1n,
  start,
  end,
})

describe('parseLocks', () => {
  it('reads the locks of processes and of open files, and no others', () => {
    const locks = parseLocks(LOCKS)
    expect(locks).toHaveLength(6)
    expect(locks[3]).toEqual({
      kind: 'OFDLCK',
      mode: 'READ',
      pid: -1,
      inode: 2237091n,
      start: 100,
      end: 101,
      device: { major: 0xfe, minor: 0 },
    })
    expect(locks[4]).toEqual({
      kind: 'POSIX',
      mode: 'WRITE',
      pid: 6853,
      inode: 402117n,
      start: 0,
      end: Number.POSITIVE_INFINITY,
      device: { major: 0xfd, minor: 0x1a },
    })
  })

  it('reads the lines of fdinfo', () => {
    const info = 'pos:\t0\nflags:\t02100002\nlock:\t1: OFDLCK ADVISORY  READ -1 fe:00:7 100 101\n'
    expect(parseLocks(info)).toMatchObject([{ inode: 7n, start: 100, end: 101 }])
  })

  it('makes nothing of other text', () => {
    expect(parseLocks('')).toEqual([])
    expect(parseLocks('1: OFDLCK ADVISORY\nx\n')).toEqual([])
  })
})

describe('standsAgainst', () => {
  it('lets one writer alone', () => {
    const writer = [lock(100, 101), lock(103), lock(201), lock(203)]
    expect(writer.some((one) => standsAgainst(one, { writable: true }))).toBe(true)
    expect(writer.some((one) => standsAgainst(one, { writable: false }))).toBe(true)
  })

  it('lets readers share, and keeps a writer from them', () => {
    const reader = [lock(100), lock(201), lock(203)]
    expect(reader.some((one) => standsAgainst(one, { writable: false }))).toBe(false)
    expect(reader.some((one) => standsAgainst(one, { writable: true }))).toBe(true)
  })

  it('passes over locks at other bytes', () => {
    for (const bytes of [lock(0, 99), lock(104, 199), lock(102), lock(202), lock(204, 9_999)]) {
      expect(standsAgainst(bytes, { writable: true })).toBe(false)
    }
    expect(standsAgainst(lock(1_073_741_824, 1_073_742_335, 'WRITE'), { writable: true })).toBe(
      false,
    )
  })

  it('counts a write lock over the whole file', () => {
    const whole = lock(0, Number.POSITIVE_INFINITY, 'WRITE')
    expect(standsAgainst(whole, { writable: true })).toBe(true)
    expect(standsAgainst(whole, { writable: false })).toBe(true)
    expect(standsAgainst(lock(201, 201, 'WRITE'), { writable: false })).toBe(true)
  })
})
