import { errorsDe } from '../../../shared/i18n/de/errors.ts'
import { findingsDe } from '../../../shared/i18n/de/findings.ts'
import { happeningsDe } from '../../../shared/i18n/de/happenings.ts'
import { noticesDe } from '../../../shared/i18n/de/notices.ts'
import { saveBlockersDe } from '../../../shared/i18n/de/save-blockers.ts'
import { sourceReasonsDe } from '../../../shared/i18n/de/source-reasons.ts'
import type { Translation } from '../translation.ts'
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

/** The German dictionary. It does not compile unless it has a text for every English one. */
export const de: Translation = {
  errors: errorsDe,
  notices: noticesDe,
  saveBlockers: saveBlockersDe,
  findings: findingsDe,
  sourceReasons: sourceReasonsDe,
  happenings: happeningsDe,
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
}
