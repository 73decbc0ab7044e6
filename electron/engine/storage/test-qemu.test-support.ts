import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { findQemu } from '../capabilities/index.ts'
import { identify } from '../../platform/process-identity.ts'
import { connectWhenReady } from '../process/connect-when-ready.ts'
import type { QmpClient } from '../qmp/index.ts'
import type { RunRecord } from '../store/run-file.ts'
import type { TestGuest } from './test-guest.test-support.ts'

/** A real QEMU with a guest's disks, for operations on guests that run. */
export class TestQemu {
  readonly pid: number
  readonly qmp: QmpClient
  /** Resolves when the process is gone. */
  readonly ended: Promise<unknown>

  private constructor(pid: number, qmp: QmpClient, ended: Promise<unknown>) {
    this.pid = pid
    this.qmp = qmp
    this.ended = ended
  }

  static async start(guest: TestGuest, ...more: string[]): Promise<TestQemu> {
    const { config, paths } = guest
    // One that was killed leaves its own.
    await rm(paths.qmpSocket, { force: true })
    const child = spawn(
      await findQemu(process.env),
      [
        ...['-nodefaults', '-no-user-config', '-display', 'none', '-machine', 'q35'],
        ...['-accel', 'tcg', '-cpu', 'max', '-m', `${config.memoryMiB}M`],
        ...['-qmp', `unix:${paths.qmpSocket},server=on,wait=off`],
        ...config.disks.flatMap((disk) => [
          ...['-blockdev', blockdev(disk.id, disk)],
          ...['-device', `virtio-blk-pci,id=${disk.id},drive=${disk.id}-node`],
        ]),
        ...more,
      ],
      { stdio: 'ignore' },
    )
    const ended = once(child, 'exit')
    const pid = child.pid ?? 0
    const died = ended.then(() => Promise.reject(new Error('QEMU ended')))
    died.catch(() => {})
    const { signal } = new AbortController()
    const connected = connectWhenReady(paths.qmpSocket, 30_000, signal)
    const qmp = await Promise.race([connected, died]).catch((error: unknown) => {
      child.kill('SIGKILL')
      throw error
    })
    const qemu = new TestQemu(pid, qmp, ended)
    const record: RunRecord = {
      ...{ run: guest.id, process: identify(pid) ?? { pid, startTime: '', bootId: '' } },
      ...{
        startedAt: 0,
        accelerator: 'tcg',
        cpu: 'max',
        acceleratorReason: 'asked-for',
        config,
        helpers: [],
      },
      ...{ sound: null, connections: {}, notices: [], disposable: false, scope: null },
    }
    guest.run = { record, qmp, expectEnd: () => {}, updateRecord: async () => {} }
    guest.onEnd = () => qemu.kill(guest)
    return qemu
  }

  /** As a power cut: nothing is flushed or closed. */
  async kill(guest: TestGuest): Promise<void> {
    guest.run = null
    process.kill(this.pid, 'SIGKILL')
    await this.ended
  }

  async quit(guest: TestGuest): Promise<void> {
    guest.run = null
    await this.qmp.execute('quit')
    await this.ended
  }

  monitor(command: string): Promise<string> {
    return this.qmp.execute('human-monitor-command', { 'command-line': command })
  }

  /** Writes to a disk through its device, as the guest would. */
  async writeDisk(disk: string, byte: number, at: string, size: string): Promise<void> {
    const device = `/machine/peripheral/${disk}/virtio-backend`
    const said = await this.monitor(`qemu-io -d ${device} "write -P ${byte} ${at} ${size}"`)
    if (said !== '') throw new Error(said)
  }
}

function blockdev(
  id: string,
  disk: {
    path: string
    format: string
    readOnly: boolean
    backing: TestGuest['config']['disks'][number]['backing']
  },
): string {
  const node = (image: typeof disk, [next, ...rest]: typeof disk.backing): object => ({
    driver: image.format,
    'read-only': image.readOnly,
    file: { driver: 'file', filename: image.path, 'read-only': image.readOnly },
    ...(next === undefined
      ? {}
      : { backing: node({ ...next, readOnly: true, backing: [] }, rest) }),
  })
  return JSON.stringify({ 'node-name': `${id}-node`, ...node(disk, disk.backing) })
}
