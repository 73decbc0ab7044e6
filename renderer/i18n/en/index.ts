import { errorCatalogue } from '../../../shared/domain/errors.ts'
import { sourceReasons } from '../../../shared/domain/errors/source-reasons.ts'
import { findingCatalogue } from '../../../shared/domain/host-check/findings.ts'
import { noticeCatalogue } from '../../../shared/domain/notices.ts'
import { saveBlockerCatalogue } from '../../../shared/domain/save-blockers.ts'
import { happenings } from '../../../shared/i18n/en/happenings.ts'
import { activity } from './activity.ts'
import { common } from './common.ts'
import { console } from './console.ts'
import { create } from './create.ts'
import { details } from './details.ts'
import { dialogs } from './dialogs.ts'
import { guests } from './guests.ts'
import { hardware } from './hardware.ts'
import { hardwareWords } from './hardware-words.ts'
import { palette } from './palette.ts'
import { serial } from './serial.ts'
import { sharing } from './sharing.ts'
import { snapshots } from './snapshots.ts'
import { hostCheck } from './host-check.ts'
import { settings } from './settings.ts'
import { firstRun } from './first-run.ts'
import { leaving } from './leaving.ts'
import { storage } from './storage.ts'
import { windowNotices } from './window-notices.ts'

/** The English dictionary. Sentences of errors with their reasons, notices, findings and save blockers are the catalogues' own. */
export const en = {
  errors: errorCatalogue,
  notices: noticeCatalogue,
  saveBlockers: saveBlockerCatalogue,
  findings: findingCatalogue,
  sourceReasons,
  happenings,
  ...activity,
  ...common,
  ...console,
  ...create,
  ...details,
  ...dialogs,
  ...guests,
  ...hardware,
  ...hardwareWords,
  ...palette,
  ...serial,
  ...sharing,
  ...snapshots,
  ...hostCheck,
  ...settings,
  ...firstRun,
  ...leaving,
  ...storage,
  ...windowNotices,
} as const
