import { expect, test } from 'vitest'
import { parseTraffic, tapDevicesOf } from './tap-traffic.ts'

const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 1000 10 0 0 0 0 0 0 1000 10 0 0 0 0 0 0
  tap0: 200 2 0 0 0 0 0 0 50 1 0 0 0 0 0 0
  tap1:2000 2 0 0 0 0 0 0  500 1 0 0 0 0 0 0
`

test('sees a device from the guest’s side', () => {
  expect(parseTraffic(text, new Set(['tap0']))).toEqual({ received: 50, sent: 200 })
})

test('sums over several', () => {
  expect(parseTraffic(text, new Set(['tap0', 'tap1', 'gone']))).toEqual({
    received: 550,
    sent: 2200,
  })
})

test('knows nothing of devices that are not there', () => {
  expect(parseTraffic(text, new Set(['gone']))).toBeNull()
  expect(parseTraffic('', new Set(['tap0']))).toBeNull()
})

test('finds no TAP device where there is none', () => {
  expect(tapDevicesOf(process.pid).size).toBe(0)
  expect(tapDevicesOf(2 ** 22 + 1).size).toBe(0)
})
