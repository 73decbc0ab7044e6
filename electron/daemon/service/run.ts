import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Services } from '../cli/start-service.ts'

/** Rejects: this version has nothing on the bus. */
export const runDaemon: Services['daemon'] = () =>
  Promise.reject(new GuesthouseError('INTERNAL', {}, 'this build has no D-Bus service'))
