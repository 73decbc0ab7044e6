import type { WindowRequest } from '../../../shared/domain/window-requests.ts'
import type { Connection } from '../../connections/connection.ts'
import type { Logger } from '../../platform/logger.ts'

/** What the command line and the tray work with. */
export interface ErrandParts {
  readonly connection: Promise<Connection>
  /** Brings the main window to the front. */
  readonly openMain: () => void
  /** Tells it what to show, when it is there. */
  readonly ask: (request: WindowRequest) => void
  readonly logger: Logger
}

/** Brings the main window to the front, there. */
export function show({ openMain, ask }: ErrandParts, request: WindowRequest): void {
  openMain()
  ask(request)
}
