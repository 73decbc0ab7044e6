import { describe, expect, it } from 'vitest'
import type { QmpClient, QmpEvent } from '../qmp/index.ts'
import { refused } from '../qmp/errors.ts'
import { unplug } from './unplug.ts'

/** A QEMU whose answer to device_del is given; what it tells afterwards is the test's. */
class FakeQemu {
  readonly #events = new Set<(event: QmpEvent) => void>()
  readonly #closes = new Set<(error: Error | null) => void>()
  readonly client: QmpClient
  readonly asked: Promise<void>

  constructor(answer: () => unknown = () => ({})) {
    let tell = (): void => {}
    this.asked = new Promise((resolve) => {
      tell = resolve
    })
    const execute = async (command: string): Promise<unknown> => {
      if (command === 'query-status') return { running: true, status: 'running' }
      tell()
      return answer()
    }
    this.client = {
      version: '7.2.0',
      execute: execute as QmpClient['execute'],
      onEvent: (listener) => {
        this.#events.add(listener)
        return () => this.#events.delete(listener)
      },
      onClose: (listener) => {
        this.#closes.add(listener)
        return () => this.#closes.delete(listener)
      },
      close: () => {},
    }
  }

  tell(event: 'DEVICE_DELETED' | 'DEVICE_UNPLUG_GUEST_ERROR', device: string): void {
    const timestamp = { seconds: 0, microseconds: 0 }
    const told = { event, data: { device, path: `/machine/peripheral/${device}` }, timestamp }
    for (const listener of this.#events) listener(told)
  }

  die(): void {
    for (const listener of this.#closes) listener(null)
  }

  /** Listeners that were left behind. */
  get left(): number {
    return this.#events.size + this.#closes.size
  }
}

const disk = { id: 'disk1', asksGuest: true }
const patient = { timeoutMs: 60_000 }

describe('taking a device out', () => {
  it('waits for the device that was meant', async () => {
    const qemu = new FakeQemu()
    let done = false
    const gone = unplug(qemu.client, disk, patient).then(() => {
      done = true
    })
    await qemu.asked
    qemu.tell('DEVICE_DELETED', 'disk2')
    await Promise.resolve()
    expect(done).toBe(false)
    qemu.tell('DEVICE_DELETED', 'disk1')
    await gone
    expect(qemu.left).toBe(0)
  })

  it('sees an event that comes before the answer', async () => {
    const qemu: FakeQemu = new FakeQemu(() => qemu.tell('DEVICE_DELETED', 'disk1'))
    await unplug(qemu.client, disk, patient)
    expect(qemu.left).toBe(0)
  })

  it('is done where the device is gone already', async () => {
    const qemu = new FakeQemu(() => {
      throw refused('device_del', 'DeviceNotFound', 'Device disk1 not found')
    })
    await unplug(qemu.client, disk, patient)
    expect(qemu.left).toBe(0)
  })

  it('waits on where the guest was asked before', async () => {
    const qemu = new FakeQemu(() => {
      throw refused(
        'device_del',
        'GenericError',
        'Device disk1 is already in the process of unplug',
      )
    })
    const gone = unplug(qemu.client, disk, patient)
    await qemu.asked
    qemu.tell('DEVICE_DELETED', 'disk1')
    await gone
    expect(qemu.left).toBe(0)
  })

  const failing: readonly [string, (qemu: FakeQemu) => void, string][] = [
    ['refuses', (qemu) => qemu.tell('DEVICE_UNPLUG_GUEST_ERROR', 'disk1'), 'UNPLUG_REFUSED'],
    ['ends', (qemu) => qemu.die(), 'QEMU_NO_ANSWER'],
  ]
  it.each(failing)('says so when the guest %s', async (_, happens, code) => {
    const qemu = new FakeQemu()
    const failed = unplug(qemu.client, disk, patient).catch((error: unknown) => error)
    await qemu.asked
    happens(qemu)
    expect(await failed).toMatchObject({ code })
    expect(qemu.left).toBe(0)
  })

  it('passes on what QEMU says against it', async () => {
    const qemu = new FakeQemu(() => {
      throw refused('device_del', 'GenericError', 'Bus pcie.0 does not support hotplugging')
    })
    await expect(unplug(qemu.client, disk, patient)).rejects.toMatchObject({ code: 'QEMU_REFUSED' })
    expect(qemu.left).toBe(0)
  })

  it('ends when it is cancelled', async () => {
    const qemu = new FakeQemu()
    const controller = new AbortController()
    const options = { ...patient, signal: controller.signal }
    const failed = unplug(qemu.client, disk, options).catch((error: unknown) => error)
    await qemu.asked
    controller.abort('cancelled')
    expect(await failed).toBe('cancelled')
    expect(qemu.left).toBe(0)
  })
})
