import { describe, expect, it } from 'vitest'
import { hasEmptyQueues } from './rest.ts'

const line = (receive: number, send: number, peer = '2500909') =>
  `u_str ESTAB ${receive}   ${send}      /run/user/1000/a b/net0 2500910 * ${peer} `

describe('the queues of a connection', () => {
  const other = 'u_str ESTAB 0 0 * 2500909 * 2500910'
  it.each([
    ['empty at both ends', [other, line(0, 0)], true],
    ['with what passt has not read', [other, line(12, 0)], false],
    ['with what QEMU has not read', [other, line(0, 768)], false],
    ['of which the kernel does not tell', [line(0, 0, '0')], false],
    ['of somebody else', [other], false],
  ])('%s', (_what, lines, expected) => {
    expect(hasEmptyQueues(lines.join('\n'), '2500910')).toBe(expected)
  })
})
