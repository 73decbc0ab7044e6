import { toErrorData } from '../../../shared/domain/errors.ts'
import { findGuest } from '../quick-start/find-guest.ts'
import { quickStart } from '../quick-start/quick-start.ts'
import type { Errand } from './errand.ts'
import { type ErrandParts, show } from './errand-parts.ts'

/**
 * Does what the app was started for, the first time or again, or what the tray was clicked for. What
 * fails is told in the window. Never rejects.
 */
export async function runErrand(errand: Errand, parts: ErrandParts): Promise<void> {
  try {
    await carryOut(errand, parts)
  } catch (caught) {
    const error = toErrorData(caught)
    parts.logger.warn('what was asked for could not be done', { errand, code: error.code })
    show(parts, { kind: 'failed', error })
  }
}

async function carryOut(errand: Errand, parts: ErrandParts): Promise<void> {
  switch (errand.kind) {
    case 'window':
      if (!errand.hidden) parts.openMain()
      return
    case 'new-machine':
      return show(parts, {
        kind: 'new-machine',
        ...(errand.file === null ? {} : { file: errand.file }),
      })
    case 'guest': {
      const { id } = findGuest((await parts.connection).list(), errand.name)
      return show(parts, { kind: 'guest', id })
    }
    case 'quick-start':
      return quickStart(errand, parts)
  }
}
