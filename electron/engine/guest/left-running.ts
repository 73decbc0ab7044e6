import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { QemuProcess } from '../process/qemu-process.ts'
import type { RunRecord } from '../store/run-file.ts'

/** A start failed, and its QEMU cannot be ended: it still has the guest's disks. */
export class LeftRunning extends GuesthouseError {
  readonly process: QemuProcess
  readonly record: RunRecord
  constructor(process: QemuProcess, record: RunRecord, cause: unknown) {
    super('QEMU_CANNOT_BE_ENDED', { pid: process.identity.pid }, cause)
    this.process = process
    this.record = record
  }
}
