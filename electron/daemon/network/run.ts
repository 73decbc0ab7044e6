import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Services } from '../cli/start-service.ts'

/** Rejects: this version makes no TAP devices. */
export const runNetwork: Services['network'] = () =>
  Promise.reject(new GuesthouseError('INTERNAL', {}, 'this build has no network service'))
