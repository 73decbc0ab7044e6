import { GuesthouseError } from '../../../shared/domain/errors.ts'

/** QEMU ended by itself while it was starting; `stderr` is the last part of what it printed. */
export class DiedAtStart extends GuesthouseError {
  readonly stderr: string
  constructor(stderr: string, how: string) {
    super('QEMU_DIED_AT_START', {}, stderr.trim() || how)
    this.stderr = stderr
  }
}
