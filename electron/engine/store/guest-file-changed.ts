import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'

/** Somebody else has changed the guest's file; `config` is what is in it now. */
export class GuestFileChanged extends GuesthouseError {
  readonly config: GuestConfig
  constructor(path: string, config: GuestConfig) {
    super('GUEST_FILE_CHANGED', { path })
    this.config = config
  }
}
